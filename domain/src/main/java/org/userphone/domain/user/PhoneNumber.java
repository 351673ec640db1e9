package org.userphone.domain.user;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.userphone.domain.PhoneFlaw;
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
     * Parses a number as people write it. An extension and a note beside the number are dropped.
     * Letters are read as the digits of a keypad only where the whole is a vanity number, such as
     * {@code +1 800 FLOWERS}. It is checked neither whether the number is assigned nor whether its
     * length is possible (protocol section 2.3).
     *
     * @param region the ISO 3166-1 alpha-2 code of the country by whose rules a number without a
     *     country code is parsed
     * @throws Rejection with {@link Reason#PHONE_EMPTY}, or with {@link Reason#PHONE_INVALID} and
     *     its flaw
     */
    public static PhoneNumber parse(String text, String region) {
        return e164(read(text, region));
    }

    /**
     * Parses a number as {@link #parse} does, and refuses one that is impossible in its country.
     *
     * @throws Rejection as {@link #parse} does, or with the {@link #flaw} of the number
     */
    static PhoneNumber parsePossible(String text, String region) {
        var number = read(text, region);
        var e164 = e164(number);
        flaw(number)
                .ifPresent(
                        flaw -> {
                            throw new Rejection(flaw);
                        });
        return e164;
    }

    private static Phonenumber.PhoneNumber read(String text, String region) {
        if (text.isEmpty()) {
            throw new Rejection(Reason.PHONE_EMPTY);
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new Rejection(PhoneFlaw.TOO_LONG);
        }
        return WrittenNumber.of(text, region).parse();
    }

    private static PhoneNumber e164(Phonenumber.PhoneNumber number) {
        try {
            return new PhoneNumber(
                    PhoneNumberUtil.getInstance().format(number, PhoneNumberFormat.E164));
        } catch (IllegalArgumentException e) {
            throw new Rejection(PhoneFlaw.NOT_A_NUMBER);
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
        try {
            return isPossible(PhoneNumberUtil.getInstance().parse(e164, null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static boolean isPossible(Phonenumber.PhoneNumber number) {
        var util = PhoneNumberUtil.getInstance();
        return REACHABLE.stream()
                .anyMatch(
                        type ->
                                util.isPossibleNumberForTypeWithReason(number, type)
                                        == ValidationResult.IS_POSSIBLE);
    }

    /**
     * What makes the number impossible in its country; empty if it is possible, be it only for a
     * call inside an area. A number that is as long as voicemail boxes only is possible if it is
     * one: read by the rules of another country than its own, a number may happen to be so long.
     */
    private static Optional<PhoneFlaw> flaw(Phonenumber.PhoneNumber number) {
        var util = PhoneNumberUtil.getInstance();
        if (isPossible(number) || util.isValidNumber(number)) {
            return Optional.empty();
        }
        return switch (util.isPossibleNumberWithReason(number)) {
            case IS_POSSIBLE_LOCAL_ONLY -> Optional.empty();
            case INVALID_COUNTRY_CODE -> Optional.of(PhoneFlaw.COUNTRY_CODE);
            case TOO_SHORT -> Optional.of(PhoneFlaw.TOO_SHORT);
            case TOO_LONG -> Optional.of(PhoneFlaw.TOO_LONG);
            case IS_POSSIBLE, INVALID_LENGTH -> Optional.of(ofLength(number));
        };
    }

    private static PhoneFlaw ofLength(Phonenumber.PhoneNumber number) {
        return switch (PhoneNumberUtil.getInstance()
                .isPossibleNumberForTypeWithReason(number, PhoneNumberType.FIXED_LINE_OR_MOBILE)) {
            case TOO_SHORT -> PhoneFlaw.TOO_SHORT;
            case TOO_LONG -> PhoneFlaw.TOO_LONG;
            default -> PhoneFlaw.LENGTH;
        };
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
