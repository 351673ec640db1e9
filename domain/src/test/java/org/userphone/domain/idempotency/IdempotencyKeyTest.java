package org.userphone.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void aKeyIsTakenAsItIs() {
        assertThat(new IdempotencyKey("8e03978e-40d5-43e8-bc93-6894a57f9324").value())
                .isEqualTo("8e03978e-40d5-43e8-bc93-6894a57f9324");
        assertThat(new IdempotencyKey("~".repeat(255)).value()).hasSize(255);
        assertThat(new IdempotencyKey(" ")).isNotEqualTo(new IdempotencyKey("  "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ü", "\t", "a\nb", "\u007f", "\0"})
    void whatCannotBePrintedIsNoKey(String text) {
        assertThatThrownBy(() -> new IdempotencyKey(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsNoLongerThan255Characters() {
        assertThatThrownBy(() -> new IdempotencyKey("~".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsNotShown() {
        assertThat(new IdempotencyKey("+41791234567")).hasToString("idempotency key ******");
    }
}
