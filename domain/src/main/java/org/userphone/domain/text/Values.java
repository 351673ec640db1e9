package org.userphone.domain.text;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.code.IssuedCode;
import org.userphone.domain.text.Segments.Alphabet;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.User;

/** The values of the variables in a message to one user. */
public final class Values {

    /** The length in UTF-16 code units, which UCS-2 counts, after which a value is cut off. */
    private static final int MAX_NAME_LENGTH = 40;

    /**
     * A character that takes the most room of all that are one UTF-16 code unit: it is not in the
     * GSM 7-bit alphabet.
     */
    private static final String WIDE = "ж";

    private static final String NUMBER_SAMPLE = "+" + "9".repeat(20);
    private static final String TIME_SAMPLE = "2026-01-02T03:04:05.678901Z";

    /**
     * Control characters, line breaks, unpaired surrogates, and characters that change the
     * direction of text.
     */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    private static final Pattern LEADING = Pattern.compile("^[@\\s]+");

    private Values() {}

    /**
     * @param domain the host on which the code is entered; may be empty
     * @param typography where typographic characters are replaced
     */
    public static Map<Variable, String> of(
            User user, IssuedCode code, String domain, Typography typography) {
        var human = user.human();
        var profile = human.profile();
        var number = human.phone().number().map(PhoneNumber::e164).orElse("");
        var address = human.email().address().text();
        var values = new EnumMap<Variable, String>(Variable.class);
        values.put(Variable.CODE, code.plain().text());
        values.put(Variable.DOMAIN, domain);
        values.put(Variable.EXPIRY, goDuration(code.lifetime()));
        UnaryOperator<String> name = value -> sanitise(typography.ofName(sanitise(value)));
        var login = name.apply(user.username());
        values.put(Variable.USER_ID, name.apply(user.id().value()));
        values.put(Variable.ORGANISATION_ID, name.apply(user.resourceOwner().value()));
        values.put(Variable.USER_NAME, login);
        values.put(Variable.FIRST_NAME, name.apply(profile.givenName()));
        values.put(Variable.LAST_NAME, name.apply(profile.familyName()));
        values.put(Variable.NICK_NAME, name.apply(profile.nickName().orElse("")));
        values.put(Variable.DISPLAY_NAME, name.apply(profile.displayName()));
        values.put(Variable.LAST_EMAIL, name.apply(address));
        values.put(
                Variable.VERIFIED_EMAIL,
                human.email() instanceof Email.Verified ? name.apply(address) : "");
        values.put(Variable.LAST_PHONE, number);
        values.put(Variable.VERIFIED_PHONE, "");
        values.put(Variable.PREFERRED_LOGIN_NAME, login);
        values.put(Variable.LOGIN_NAME, login);
        values.put(Variable.LOGIN_NAMES, login);
        values.put(Variable.CHANGE_DATE, user.last().at().toString());
        values.put(Variable.CREATION_DATE, user.createdAt().toString());
        return values;
    }

    /** Values of all variables that take the most room possible. */
    static Map<Variable, String> longest(CodePolicy codes, String domain) {
        return Stream.of(Variable.values())
                .collect(toMap(identity(), variable -> longest(variable, codes, domain)));
    }

    private static String longest(Variable variable, CodePolicy codes, String domain) {
        return switch (variable) {
            case CODE -> widest(codes.alphabet()).repeat(codes.length());
            case DOMAIN -> domain;
            case EXPIRY -> goDuration(codes.lifetime());
            case LAST_PHONE -> NUMBER_SAMPLE;
            case VERIFIED_PHONE -> "";
            case CHANGE_DATE, CREATION_DATE -> TIME_SAMPLE;
            default -> WIDE.repeat(MAX_NAME_LENGTH);
        };
    }

    private static String widest(String alphabet) {
        return alphabet.chars()
                .mapToObj(Character::toString)
                .max((one, other) -> Integer.compare(width(one), width(other)))
                .orElseThrow();
    }

    private static int width(String symbol) {
        var segments = Segments.of(symbol);
        return segments.alphabet() == Alphabet.UCS2 ? Integer.MAX_VALUE : segments.whole().length;
    }

    /**
     * A value that callers chose, changed so that it cannot pass for a part of the text: on one
     * line, not too long, and without a leading at sign, which could begin a line {@code @host
     * #code}.
     */
    static String sanitise(String value) {
        var safe = UNSAFE.matcher(value).replaceAll(" ");
        var line = LEADING.matcher(safe).replaceFirst("").strip();
        if (line.length() <= MAX_NAME_LENGTH) {
            return line;
        }
        boolean inTwo = Character.isHighSurrogate(line.charAt(MAX_NAME_LENGTH - 1));
        return line.substring(0, inTwo ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH);
    }

    /** A duration as Go formats it, and so ZITADEL does: 10m0s, 1h0m0s. */
    private static String goDuration(Duration duration) {
        var seconds = duration.toSecondsPart() + "s";
        if (duration.toMinutes() == 0) {
            return seconds;
        }
        var minutes = duration.toMinutesPart() + "m" + seconds;
        return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
    }
}
