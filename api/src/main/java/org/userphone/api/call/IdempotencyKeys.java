package org.userphone.api.call;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.idempotency.IdempotencyKey;

/**
 * Parses the header {@code Idempotency-Key}. In the draft of the IETF its value is a quoted String
 * (RFC 8941 3.3.3), but most clients send the key without quotes. Both forms are read, and a key is
 * the same in either. A key without quotes has no blank, quote or comma in it: a proxy may have
 * joined two headers to one by a comma.
 */
final class IdempotencyKeys {

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\",]]{1,255}");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\]){1,255})\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private IdempotencyKeys() {}

    /**
     * The key of a request; empty if it has none.
     *
     * @param values the values of the header, one for each time that the request has it
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if there are several or it is malformed
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
