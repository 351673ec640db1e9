package org.userphone.domain.user;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** A phone number in E.164 form; no other form exists inside the application. */
public record PhoneNumber(String e164) {

    /** Characters beyond which a text is refused unread; libphonenumber's own limit. */
    public static final int MAX_TEXT_LENGTH = 250;

    private static final String NOWHERE = "ZZ";

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,19}");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not a number in E.164 form");
        }
    }

    /**
     * Reads a number as people write it. It is parsed, not judged: a number that is well formed and
     * assigned to nobody is accepted (protocol section 2.3).
     *
     * @param region the ISO 3166-1 code of the country whose rules read a number without a country
     *     code
     * @throws Rejection with {@link Reason#PHONE_EMPTY} or {@link Reason#PHONE_INVALID}
     */
    public static PhoneNumber parse(String text, String region) {
        if (text.isEmpty()) {
            throw new Rejection(Reason.PHONE_EMPTY);
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new Rejection(Reason.PHONE_INVALID);
        }
        try {
            var util = PhoneNumberUtil.getInstance();
            return new PhoneNumber(util.format(util.parse(text, region), PhoneNumberFormat.E164));
        } catch (NumberParseException | IllegalArgumentException e) {
            throw new Rejection(Reason.PHONE_INVALID);
        }
    }

    /**
     * The ISO 3166-1 alpha-2 code of the country that the number is of. Where several share a
     * calling code and none claims the number, it is the greatest of them; ZZ if no country has the
     * calling code, and 001 if it is the whole world's.
     */
    public String country() {
        var util = PhoneNumberUtil.getInstance();
        try {
            var number = util.parse(e164, null);
            var region = util.getRegionCodeForNumber(number);
            return region == null
                    ? util.getRegionCodeForCountryCode(number.getCountryCode())
                    : region;
        } catch (NumberParseException e) {
            return NOWHERE;
        }
    }

    /** What the number is for. */
    public NumberType type() {
        var util = PhoneNumberUtil.getInstance();
        try {
            return NumberType.valueOf(util.getNumberType(util.parse(e164, null)).name());
        } catch (NumberParseException e) {
            return NumberType.UNKNOWN;
        }
    }

    /** The last two digits only. */
    @Override
    public String toString() {
        return "+…" + e164.substring(e164.length() - 2);
    }
}
