package org.userphone.domain.user;

import java.util.Optional;

/**
 * Who a human user is (protocol section 1.2).
 *
 * @param displayName as given, or first and family name
 * @param preferredLanguage a BCP 47 tag of at most 10 characters
 */
public record Profile(
        String givenName,
        String familyName,
        Optional<String> nickName,
        String displayName,
        Optional<String> preferredLanguage,
        Gender gender) {

    /** Names are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "Profile[…]";
    }
}
