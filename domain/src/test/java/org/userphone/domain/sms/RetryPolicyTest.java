package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Throttled;

class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 30", "5, 30", "1000000, 30"})
    void theWaitDoublesUpToTheLongest(int failures, int seconds) {
        var policy = policy(1, "PT1M", "PT5S", "PT30S", 10);

        assertThat(policy.next(NOON, failures, new Deferred("busy")))
                .isEqualTo(NOON.plusSeconds(seconds));
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
            int workers, String lease, String backoff, String longest, int attempts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(workers, lease, backoff, longest, attempts));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 5", "PT4.9S, 5", "PT7S, 7", "PT30S, 30", "PT1H, 30"})
    void whatTheProviderAsksForIsKeptToBetweenTheFirstWaitAndTheLongest(
            Duration asked, int seconds) {
        var policy = policy(1, "PT1M", "PT5S", "PT30S", 10);

        assertThat(policy.next(NOON, 3, new Throttled("busy", Optional.of(asked))))
                .isEqualTo(NOON.plusSeconds(seconds));
    }

    @Test
    void aProviderThatDoesNotSayHowLongIsAskedAgainAfterWaitsThatDouble() {
        var policy = policy(1, "PT1M", "PT5S", "PT30S", 10);

        assertThat(policy.next(NOON, 3, new Throttled("busy", Optional.empty())))
                .isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void theWaitMayStayTheSame() {
        assertThat(policy(1, "PT1S", "PT5S", "PT5S", 1).next(NOON, 7, new Deferred("busy")))
                .isEqualTo(NOON.plusSeconds(5));
    }

    private static RetryPolicy policy(
            int workers, String lease, String backoff, String longest, int attempts) {
        return new RetryPolicy(
                workers,
                Duration.parse(lease),
                Duration.parse(backoff),
                Duration.parse(longest),
                attempts);
    }
}
