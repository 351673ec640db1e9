package org.userphone.domain.user;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;
import org.userphone.domain.PhoneFlaw;
import org.userphone.domain.Rejection;

/**
 * A phone number as a person wrote it, perhaps with words beside it. libphonenumber reads every
 * letter behind the first digits as a digit of a keypad, so that a name behind a number would make
 * another number of it.
 *
 * @param text from the first digit on, with one kind of blank
 * @param region that of {@link PhoneNumber#parse}
 */
record WrittenNumber(String text, String region) {

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

    private static final int NORTH_AMERICA = 1;

    /** Blanks of every script, tab and line break. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]");

    /** What has no width, such as U+FEFF, or marks of direction that are copied with a number. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F]");

    private static final Pattern START = Pattern.compile("[+＋\\p{Nd}]");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** Numbers with letters for the keypad, such as {@code +1 (800) MY-APPLE}. */
    private static final Pattern VANITY =
            Pattern.compile("[+＋]?[\\p{Nd} ().-]+(?:[A-Za-z][\\p{Nd} .-]*){3,}[?!]*");

    /**
     * A number, then a note: words without digits behind a blank or a sign, or anything with a
     * letter in brackets.
     */
    private static final Pattern NOTED =
            Pattern.compile(
                    "\\P{L}*\\p{Nd}[^\\p{L}\\p{Nd}]*"
                            + "(?:[(\\[<][^()\\[\\]<>]*\\p{L}[^()\\[\\]<>]*[)\\]>][^\\p{L}\\p{Nd}]*"
                            + "|(?<!\\p{Nd})\\p{L}\\P{Nd}*)");

    /** A parameter of RFC 3966, in whose presence libphonenumber reads nothing else as letters. */
    private static final String PHONE_CONTEXT = ";phone-context=";

    static WrittenNumber of(String text, String region) {
        var line = INVISIBLE.matcher(BLANK.matcher(text).replaceAll(" ")).replaceAll("");
        var start = START.matcher(line);
        return new WrittenNumber(
                start.find() && !line.contains(PHONE_CONTEXT)
                        ? line.substring(start.start())
                        : line,
                region);
    }

    /**
     * @throws Rejection with {@link Rejection.Reason#PHONE_INVALID} and the flaw of the text
     */
    Phonenumber.PhoneNumber parse() {
        var letter = LETTER.matcher(text);
        if (!letter.find() || text.contains(PHONE_CONTEXT)) {
            return read(text);
        }
        var beforeLetters = text.substring(0, letter.start());
        var number = find(beforeLetters);
        boolean noted = NOTED.matcher(text).matches();
        if (number.filter(n -> noted && UTIL.isValidNumber(n) || isExtended(n)).isPresent()) {
            return number.get();
        }
        var vanity = find(text).filter(WrittenNumber::mayHaveLetters);
        if (vanity.isPresent() && VANITY.matcher(text).matches()) {
            return vanity.get();
        }
        if (noted) {
            return read(beforeLetters);
        }
        throw new Rejection(PhoneFlaw.NOT_A_NUMBER);
    }

    /**
     * Mobile numbers have no letters: there they are a slip. North America has the same numbers for
     * mobile and fixed lines, and letters in both.
     */
    private static boolean mayHaveLetters(Phonenumber.PhoneNumber number) {
        return switch (UTIL.getNumberType(number)) {
            case UNKNOWN, MOBILE -> false;
            case FIXED_LINE_OR_MOBILE -> number.getCountryCode() == NORTH_AMERICA;
            default -> true;
        };
    }

    /** Whether the letters behind this number only introduce its extension. */
    private boolean isExtended(Phonenumber.PhoneNumber number) {
        return find(text)
                .filter(Phonenumber.PhoneNumber::hasExtension)
                .filter(whole -> whole.clearExtension().exactlySameAs(number))
                .isPresent();
    }

    private Optional<Phonenumber.PhoneNumber> find(String part) {
        try {
            return Optional.of(UTIL.parse(part, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Phonenumber.PhoneNumber read(String part) {
        try {
            return UTIL.parse(part, region);
        } catch (NumberParseException e) {
            throw new Rejection(
                    switch (e.getErrorType()) {
                        case INVALID_COUNTRY_CODE -> PhoneFlaw.COUNTRY_CODE;
                        case NOT_A_NUMBER -> PhoneFlaw.NOT_A_NUMBER;
                        case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> PhoneFlaw.TOO_SHORT;
                        case TOO_LONG -> PhoneFlaw.TOO_LONG;
                    });
        }
    }
}
