package org.userphone.domain.user;

import java.util.Optional;

/**
 * The profile of a human user (protocol section 1.2).
 *
 * @param displayName the given name and the family name, unless the caller gave another one
 * @param preferredLanguage a BCP 47 language tag of at most 10 characters
 */
public record Profile(
        String givenName,
        String familyName,
        Optional<String> nickName,
        String displayName,
        Optional<String> preferredLanguage,
        Gender gender) {

    /** Masked: names are personal data. */
    @Override
    public String toString() {
        return "Profile[…]";
    }
}
