package org.userphone.api.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.PhonePolicy;

/** Reads the header {@code x-userphone-region}. */
final class Regions {

    private Regions() {}

    /**
     * The country by whose rules a request wants numbers without a country code to be parsed; empty
     * if it names none.
     *
     * @param values one for each time that the request has the header; the first counts
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is no country
     */
    static Optional<String> read(List<String> values) {
        return values.stream()
                .findFirst()
                .map(text -> text.strip().toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .map(Regions::known);
    }

    private static String known(String region) {
        if (!PhonePolicy.isRegion(region)) {
            throw new Rejection(
                    Reason.INVALID_REQUEST,
                    "x-userphone-region must be the ISO 3166-1 alpha-2 code of a country");
        }
        return region;
    }
}
