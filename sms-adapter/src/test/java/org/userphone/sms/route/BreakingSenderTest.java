package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Breaker.State;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.RecordingSender;

class BreakingSenderTest {

    private static final int MANY = 100;

    private final RecordingSender provider = new RecordingSender();
    private final MovableClock clock = new MovableClock(NOON);
    private final BreakingSender sender = new BreakingSender("recording", provider, clock);

    @Test
    void theStateOfTheBreakerIsToldAndSinceWhen() {
        var made = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        send(1);
        assertThat(sender.breakers())
                .isEqualTo(Map.of("recording", new Breaker(State.CLOSED, made)));

        answer(new Deferred("down"));
        send(MANY);
        var opened = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sender.breakers())
                .isEqualTo(Map.of("recording", new Breaker(State.OPEN, opened)));

        clock.advance(BreakingSender.PAUSE);
        answer(new Throttled("busy", Optional.empty()));
        send(1);
        assertThat(sender.breakers())
                .isEqualTo(Map.of("recording", new Breaker(State.HALF_OPEN, clock.instant())));

        answer(new Accepted("recording", "1"));
        send(1);
        assertThat(sender.breakers())
                .isEqualTo(Map.of("recording", new Breaker(State.CLOSED, clock.instant())));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void afterTenFailuresTheProviderIsLeftAlone(Delivery failure) {
        answer(failure);
        send(MANY);

        assertThat(provider.sent()).hasSize(BreakingSender.MIN_CALLS);
        assertThat(send()).isInstanceOf(LeftAlone.class);
    }

    static List<Delivery> failures() {
        return List.of(new Deferred("busy"), new Unknown("no answer"));
    }

    @Test
    void afterMuchThatWentWellTwentyFailuresAreEnough() {
        send(MANY);
        answer(new Deferred("busy"));
        send(MANY);

        assertThat(provider.sent()).hasSizeLessThanOrEqualTo(MANY + 20);
        assertThat(send()).isInstanceOf(LeftAlone.class);
    }

    @Test
    void aSenderThatThrowsFailsToo() {
        provider.answer(
                sms -> {
                    throw new IllegalStateException("a bug");
                });
        for (int i = 0; i < BreakingSender.MIN_CALLS; i++) {
            assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);
        }

        assertThat(send()).isInstanceOf(LeftAlone.class);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aProviderThatAnswersWorks(Delivery answer) {
        answer(answer);
        send(MANY);

        assertThat(provider.sent()).hasSize(MANY);
    }

    static List<Delivery> answers() {
        return List.of(
                new Refused("no such number"),
                new Misconfigured("credentials"),
                new Throttled("busy", Optional.empty()));
    }

    @Test
    void afterThePauseOneMessageTriesWhetherItWorksAgain() {
        answer(new Deferred("busy"));
        send(MANY);

        clock.advance(BreakingSender.PAUSE.plusMillis(1));
        send(MANY);
        assertThat(provider.sent()).hasSize(BreakingSender.MIN_CALLS + 1);

        clock.advance(BreakingSender.PAUSE.plusMillis(1));
        answer(new Accepted("recording", "reference"));
        send(MANY);
        assertThat(provider.sent()).hasSize(BreakingSender.MIN_CALLS + 1 + MANY);
    }

    @Test
    void aMessageThatComesUponARestTriesNothing() {
        answer(new Deferred("busy"));
        send(MANY);
        clock.advance(BreakingSender.PAUSE.plusMillis(1));
        answer(new LeftAlone("at rest", BreakingSender.PAUSE));
        send(3);

        answer(new Accepted("recording", "reference"));
        assertThat(send()).isInstanceOf(Accepted.class);
    }

    @Test
    void whileItIsLeftAloneThereIsRoomForNoneAndThenForTheOneThatTries() {
        assertThat(sender.room(MANY)).isEqualTo(MANY);
        answer(new Deferred("busy"));
        send(MANY);
        assertThat(sender.room(MANY)).isZero();

        clock.advance(BreakingSender.PAUSE.plusMillis(1));
        assertThat(sender.room(MANY)).isOne();
        answer(new LeftAlone("at rest", BreakingSender.PAUSE));
        send();
        assertThat(sender.room(MANY)).isOne();

        answer(new Accepted("recording", "reference"));
        send();
        assertThat(sender.room(MANY)).isEqualTo(MANY);
    }

    private void answer(Delivery delivery) {
        provider.answer(sms -> delivery);
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            send();
        }
    }

    private Delivery send() {
        return sender.send(sms("7", "text"));
    }
}
