package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 30", "5, 30", "1000000, 30"})
    void theWaitDoublesUpToTheLongest(int failures, int seconds) {
        var policy = policy(1, "PT1M", "PT5S", "PT30S", 10);

        assertThat(policy.next(NOON, failures)).isEqualTo(NOON.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1M, PT5S, PT30S, 10",
        "1, PT0.9S, PT5S, PT30S, 10",
        "1, PT-1M, PT5S, PT30S, 10",
        "1, PT1M, PT0S, PT30S, 10",
        "1, PT1M, PT-5S, PT30S, 10",
        "1, PT1M, PT5S, PT4S, 10",
        "1, PT1M, PT5S, PT-1S, 10",
        "1, PT1M, PT5S, PT30S, 0",
    })
    void whatWouldNeverSendOrNeverRestIsRefused(
            int batch, String lease, String backoff, String longest, int attempts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(batch, lease, backoff, longest, attempts));
    }

    @Test
    void theWaitMayStayTheSame() {
        assertThat(policy(1, "PT1S", "PT5S", "PT5S", 1).next(NOON, 7))
                .isEqualTo(NOON.plusSeconds(5));
    }

    private static RetryPolicy policy(
            int batch, String lease, String backoff, String longest, int attempts) {
        return new RetryPolicy(
                batch,
                Duration.parse(lease),
                Duration.parse(backoff),
                Duration.parse(longest),
                attempts);
    }
}
