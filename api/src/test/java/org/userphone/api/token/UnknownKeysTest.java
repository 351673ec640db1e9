package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final UnknownKeys keys = new UnknownKeys();

    @Test
    void thereAreFiveQuestionsAndOneComesBackEveryTenSeconds() {
        assertThat(asked(NOW)).isEqualTo(5);
        assertThat(asked(NOW.plusSeconds(9))).isZero();
        assertThat(asked(NOW.plusSeconds(10))).isEqualTo(1);
        assertThat(asked(NOW.plusSeconds(30))).isEqualTo(2);
        assertThat(asked(NOW.plusSeconds(3600))).isEqualTo(5);
    }

    private long asked(Instant at) {
        return IntStream.range(0, 1000).filter(i -> keys.mayAsk(at)).count();
    }

    @Test
    void aKeyIsRememberedForThirtySeconds() {
        keys.add("any", NOW);

        assertThat(keys.contains("any", NOW.plusSeconds(29))).isTrue();
        assertThat(keys.contains("any", NOW.plusSeconds(30))).isFalse();
        assertThat(keys.contains("other", NOW)).isFalse();
    }

    @Test
    void tenThousandKeysTakeTheRoomOfAHundred() {
        for (int i = 0; i < 10_000; i++) {
            keys.add("unknown" + i, NOW);
            keys.add("x".repeat(10_000) + i, NOW);
        }

        assertThat(keys.size()).isEqualTo(UnknownKeys.MAX_REMEMBERED);
        assertThat(keys.contains("unknown9999", NOW)).isTrue();
        assertThat(keys.contains("unknown0", NOW)).isFalse();
        assertThat(keys.contains("x".repeat(10_000) + 9999, NOW)).isFalse();
    }
}
