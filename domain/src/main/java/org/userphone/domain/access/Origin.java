package org.userphone.domain.access;

import java.util.Optional;

/**
 * Where a call comes from, as its request tells it.
 *
 * @param address the address that the call comes from
 * @param endUser the address of the person for whom the caller makes the call, if a trusted proxy,
 *     or a caller who is believed, has forwarded it
 * @param region the ISO 3166-1 alpha-2 code of the country by whose rules the request wants numbers
 *     without a country code to be parsed
 * @param request the id of the request, as the log has it
 */
public record Origin(
        ClientAddress address,
        Optional<ClientAddress> endUser,
        Optional<String> region,
        Optional<String> request) {

    /** An origin of which nothing is known. */
    public static final Origin UNKNOWN = of(ClientAddress.UNKNOWN);

    /** An origin of which only the address is known. */
    public static Origin of(ClientAddress address) {
        return new Origin(address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same origin with the region that the request names. */
    public Origin in(String named) {
        return new Origin(address, endUser, Optional.of(named), request);
    }

    /** The same origin with the id of the request. */
    public Origin withRequest(String id) {
        return new Origin(address, endUser, region, Optional.of(id));
    }
}
