package org.userphone.api.address;

import org.userphone.domain.access.ClientAddress;

/**
 * Who is at the other end of a connection, or in front of the proxy that is.
 *
 * @param isTrustedProxy whether it is in a network of {@code userphone.proxies}, and so speaks for
 *     many clients
 */
public record Peer(ClientAddress address, boolean isTrustedProxy) {

    /** A peer without an IP address. */
    public static final Peer UNKNOWN = new Peer(ClientAddress.UNKNOWN, false);
}
