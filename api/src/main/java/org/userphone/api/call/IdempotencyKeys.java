package org.userphone.api.call;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.idempotency.IdempotencyKey;

/**
 * Reads the header {@code Idempotency-Key}. The IETF's draft has a text in quotes there (RFC 8941,
 * String), most clients send their key bare: both are read, and a key is the same with quotes and
 * without. A bare one has neither blanks, quotes nor commas, which is how two headers look once a
 * proxy has made them one.
 */
final class IdempotencyKeys {

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\",]]{1,255}");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\]){1,255})\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private IdempotencyKeys() {}

    /**
     * @param values of the header, as often as it came
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it came twice or is malformed
     */
    static Optional<IdempotencyKey> read(List<String> values) {
        if (values.size() > 1) {
            throw malformed("value must be given once");
        }
        return values.stream().findFirst().map(IdempotencyKeys::key);
    }

    private static IdempotencyKey key(String value) {
        if (BARE.matcher(value).matches()) {
            return new IdempotencyKey(value);
        }
        var quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return new IdempotencyKey(ESCAPE.matcher(quoted.group(1)).replaceAll("$1"));
        }
        throw malformed(
                "value must be between 1 and %d printable ASCII characters, bare or in quotes"
                        .formatted(IdempotencyKey.MAX_LENGTH));
    }

    private static Rejection malformed(String why) {
        return new Rejection(Reason.INVALID_REQUEST, "invalid Idempotency-Key: " + why);
    }
}
