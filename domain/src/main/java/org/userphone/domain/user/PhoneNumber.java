package org.userphone.domain.user;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** A phone number in E.164 form (ITU-T E.164). No other form exists inside the application. */
public record PhoneNumber(String e164) {

    /** The longest text that is parsed, in characters; the limit is libphonenumber's. */
    public static final int MAX_TEXT_LENGTH = 250;

    private static final String NOWHERE = "ZZ";

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,19}");

    private static final Set<PhoneNumberType> REACHABLE =
            EnumSet.complementOf(EnumSet.of(PhoneNumberType.VOICEMAIL, PhoneNumberType.UNKNOWN));

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not a number in E.164 form");
        }
    }

    /**
     * Parses a number as people write it. It is not checked whether the number is assigned: any
     * number that is well formed is accepted (protocol section 2.3).
     *
     * @param region the ISO 3166-1 alpha-2 code of the country by whose rules a number without a
     *     country code is parsed
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
     * The ISO 3166-1 alpha-2 code of the country of the number. If several countries share the
     * calling code and none of them claims the number, it is the main one of them. It is ZZ if no
     * country has the calling code, and 001 if the calling code is not geographic.
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

    /**
     * Whether the country of the number has numbers of this length that an SMS can reach. Voicemail
     * boxes do not count: in some countries their numbers are longer than all others.
     */
    public boolean isPossible() {
        var util = PhoneNumberUtil.getInstance();
        try {
            var number = util.parse(e164, null);
            return REACHABLE.stream()
                    .anyMatch(
                            type ->
                                    util.isPossibleNumberForTypeWithReason(number, type)
                                            == ValidationResult.IS_POSSIBLE);
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** The type of the number. */
    public NumberType type() {
        var util = PhoneNumberUtil.getInstance();
        try {
            return NumberType.valueOf(util.getNumberType(util.parse(e164, null)).name());
        } catch (NumberParseException e) {
            return NumberType.UNKNOWN;
        }
    }

    /** Masked: the last two digits only. */
    @Override
    public String toString() {
        return "+…" + e164.substring(e164.length() - 2);
    }
}
