package org.userphone.domain.sms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;

/**
 * The senders that recipients see, by the organisation that is charged and the recipient's country:
 * countries allow different kinds of senders.
 *
 * @param byPlace senders by {@code organisation/country}, {@code organisation/*} or country
 */
public record SenderIds(Map<String, String> byPlace) {

    /** No senders: every message has the provider's own. */
    public static final SenderIds NONE = new SenderIds(Map.of());

    private static final String EVERYWHERE = "/*";

    public SenderIds {
        byPlace = Map.copyOf(byPlace);
    }

    /**
     * Parses a list such as {@code CH=ACME, DE=+4915112345678, 2233/CH=Other, 2233/*=72345}.
     *
     * @throws IllegalArgumentException if the text is not such a list or has a key twice
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

    /**
     * The sender of the most specific entry for an organisation and a country; empty for the
     * provider's own sender.
     */
    public Optional<String> of(OrganisationId organisation, String country) {
        return Stream.of(
                        organisation.value() + "/" + country,
                        organisation.value() + EVERYWHERE,
                        country)
                .flatMap(place -> Stream.ofNullable(byPlace.get(place)))
                .findFirst();
    }
}
