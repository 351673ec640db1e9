package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.RecordingSender;

class RestingSenderTest {

    private final RecordingSender provider = new RecordingSender();
    private final MovableClock clock = new MovableClock(NOON);
    private final RestingSender sender = new RestingSender(provider, RETRIES, clock);

    @Test
    void aProviderThatAsksForARestIsOfferedNothingUntilItIsOver() {
        throttle(Optional.of(Duration.ofSeconds(17)));
        send();
        accept();

        clock.advance(Duration.ofSeconds(16));
        assertThat(send()).isEqualTo(new LeftAlone("at rest", Duration.ofSeconds(1)));
        assertThat(provider.sent()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(send()).isInstanceOf(Accepted.class);
        assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void eachFurtherThrottlingMakesTheRestLongerUntilAMessageIsTaken() {
        throttle(Optional.empty());
        for (int seconds : new int[] {5, 10, 20, 30, 30}) {
            send();
            assertRestsFor(seconds);
        }
        accept();
        send();
        throttle(Optional.empty());
        send();
        assertRestsFor(5);
    }

    @Test
    void atRestThereIsRoomForNone() {
        throttle(Optional.of(Duration.ofSeconds(17)));
        assertThat(sender.room(7)).isEqualTo(7);
        send();

        assertThat(sender.room(7)).isZero();
        clock.advance(Duration.ofSeconds(17));
        assertThat(sender.room(7)).isEqualTo(7);
    }

    private void assertRestsFor(int seconds) {
        assertThat(send()).isEqualTo(new LeftAlone("at rest", Duration.ofSeconds(seconds)));
        clock.advance(Duration.ofSeconds(seconds));
    }

    private Delivery send() {
        return sender.send(sms("7", "text"));
    }

    private void throttle(Optional<Duration> rest) {
        provider.answer(sms -> new Throttled("busy", rest));
    }

    private void accept() {
        provider.answer(sms -> new Accepted("recording", "reference"));
    }
}
