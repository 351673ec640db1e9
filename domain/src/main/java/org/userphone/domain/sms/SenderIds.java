package org.userphone.domain.sms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;

/**
 * Whom messages are from, by the organisation that pays and the country that they go to: countries
 * differ in which senders they let through.
 *
 * @param byPlace senders by {@code organisation/country}, {@code organisation/*} and country
 */
public record SenderIds(Map<String, String> byPlace) {

    /** The provider's own sender for every message. */
    public static final SenderIds NONE = new SenderIds(Map.of());

    private static final String EVERYWHERE = "/*";

    public SenderIds {
        byPlace = Map.copyOf(byPlace);
    }

    /**
     * Reads {@code CH=ACME, DE=+4915112345678, 2233/CH=Other, 2233/*=72345}.
     *
     * @throws IllegalArgumentException if it is no such list, or says a thing twice
     */
    public static SenderIds parse(String text) {
        var senders = new HashMap<String, String>();
        for (var entry : Entries.of(text)) {
            if (!entry.key().matches("(.+/)?([A-Z]{2}|001)|.+/\\*")) {
                throw new IllegalArgumentException(
                        "a sender is for a COUNTRY, an organisation/COUNTRY or an organisation/*");
            }
            if (!entry.value().matches("\\+[1-9][0-9]{1,14}|[0-9]{1,20}|(?!\\+)[ -~]{1,11}")) {
                throw new IllegalArgumentException(
                        "a sender is +number, a short code or a name of 1 to 11 ASCII characters");
            }
            senders.put(entry.key(), entry.value());
        }
        return new SenderIds(senders);
    }

    /** The sender of what says most about them; empty for the provider's own. */
    public Optional<String> of(OrganisationId organisation, String country) {
        return Stream.of(
                        organisation.value() + "/" + country,
                        organisation.value() + EVERYWHERE,
                        country)
                .flatMap(place -> Stream.ofNullable(byPlace.get(place)))
                .findFirst();
    }
}
