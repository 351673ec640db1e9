package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.idempotency.IdempotencyKey;

class IdempotencyKeysTest {

    @Test
    void noHeaderIsNoKey() {
        assertThat(IdempotencyKeys.read(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "8e03978e-40d5-43e8-bc93-6894a57f9324 | 8e03978e-40d5-43e8-bc93-6894a57f9324",
                "\"8e03978e-40d5\" | 8e03978e-40d5",
                "a/b+c==;d=\\e | a/b+c==;d=\\e",
                "\"two words, and \\\"more\\\" \\\\\" | two words, and \"more\" \\"
            })
    void aKeyIsReadBareAndInQuotes(String header, String key) {
        assertThat(IdempotencyKeys.read(List.of(header))).contains(new IdempotencyKey(key));
    }

    @Test
    void theLongestKeyHas255CharactersWithoutItsQuotes() {
        var longest = new IdempotencyKey("\"".repeat(255));

        assertThat(IdempotencyKeys.read(List.of("\"" + "\\\"".repeat(255) + "\"")))
                .contains(longest);
        assertMalformed("x".repeat(256));
        assertMalformed("\"" + "x".repeat(256) + "\"");
        assertMalformed("\"" + "\\\"".repeat(10_000) + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "a b",
                "a,b",
                "\"a\", \"b\"",
                "\"a",
                "a\"",
                "\"a\"b",
                "\"a\\b\"",
                "\"a\";p=1",
                "schlüssel",
                "\"ü\"",
                "a\tb"
            })
    void whatIsNeitherBareNorQuotedIsRefused(String header) {
        assertMalformed(header);
    }

    @Test
    void twoHeadersAreRefusedEvenIfTheyAreEqual() {
        assertRejected(Reason.INVALID_REQUEST, () -> IdempotencyKeys.read(List.of("a", "a")));
    }

    @Test
    void theRefusalDoesNotQuoteTheKey() {
        assertThatThrownBy(() -> IdempotencyKeys.read(List.of("+41791234567, x")))
                .hasMessageStartingWith("invalid Idempotency-Key: ")
                .message()
                .doesNotContain("4179");
    }

    private static void assertMalformed(String header) {
        assertRejected(Reason.INVALID_REQUEST, () -> IdempotencyKeys.read(List.of(header)));
    }
}
