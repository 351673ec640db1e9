package org.userphone.domain.user;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * How numbers are parsed.
 *
 * @param region the ISO 3166-1 alpha-2 code of the country by whose rules a number without a
 *     country code is parsed
 */
public record PhonePolicy(String region) {

    public PhonePolicy {
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("not a region with phone numbers: " + region);
        }
    }

    /**
     * @throws Rejection with {@link Reason#PHONE_EMPTY} or {@link Reason#PHONE_INVALID}
     */
    public PhoneNumber parse(String text) {
        return PhoneNumber.parse(text, region);
    }
}
