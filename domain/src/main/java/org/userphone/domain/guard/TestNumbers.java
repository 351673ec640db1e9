package org.userphone.domain.guard;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.PhoneNumber;

/** Phone numbers for tests. Their code is known beforehand, so no SMS is sent to them. */
public record TestNumbers(Map<PhoneNumber, TestNumber> numbers) {

    public static final TestNumbers NONE = new TestNumbers(Map.of());

    private static final Pattern ENTRY =
            Pattern.compile("(\\+[0-9]+)=([!-~&&[^,=@]]{4,20})@([0-9]{4}-[0-9]{2}-[0-9]{2})");

    /**
     * @param end from the beginning of this day on, in UTC, the number is no longer a test number
     */
    public record TestNumber(VerificationCode code, LocalDate end) {}

    public TestNumbers {
        numbers = Map.copyOf(numbers);
    }

    /**
     * Parses a list such as {@code +41790000001=123456@2027-01-01, …}.
     *
     * @throws IllegalArgumentException if the text is not such a list or has a number twice; the
     *     message contains nothing of the text
     */
    public static TestNumbers parse(String text) {
        var numbers = new HashMap<PhoneNumber, TestNumber>();
        for (var entry : Stream.of(text.split(",", -1)).map(String::strip).toList()) {
            var parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw new IllegalArgumentException("a test number is written +number=code@date");
            }
            var code = new VerificationCode(parts.group(2));
            var number = new TestNumber(code, day(parts.group(3)));
            if (numbers.put(new PhoneNumber(parts.group(1)), number) != null) {
                throw new IllegalArgumentException("a test number is there twice");
            }
        }
        return new TestNumbers(numbers);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is no day", e);
        }
    }

    /** The known code of a test number; empty if the number is not one for tests, or no longer. */
    public Optional<VerificationCode> code(PhoneNumber number, Instant now) {
        return Optional.ofNullable(numbers.get(number))
                .filter(test -> now.isBefore(test.end().atStartOfDay(UTC).toInstant()))
                .map(TestNumber::code);
    }
}
