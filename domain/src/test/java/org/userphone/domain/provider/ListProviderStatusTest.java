package org.userphone.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.provider.RecordingGateway.OF_SETTINGS;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.provider.ListProviderStatus.Listed;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Breaker.State;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.ProviderUse;
import org.userphone.domain.sms.RecordingSender;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Verification;

class ListProviderStatusTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void know() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void thoseOfTheSettingsAreReadOnlyAndAskedWhileNoOtherIsActive() {
        var id = add();

        assertThat(list().providers())
                .extracting(ProviderStatus::id, ProviderStatus::ofSettings, ProviderStatus::active)
                .containsExactly(tuple(OF_SETTINGS, true, true), tuple(id, false, false));
        assertThat(list().providers())
                .extracting(ProviderStatus::type)
                .containsExactly("webhook", "webhook");
    }

    @Test
    void thoseThatAreAskedComeFirstInTheirOrderAndTheOthersAfterThem() {
        var idle = add();
        var second = add();
        var first = add();
        var swiss = Routes.parse("+41");
        domain.orderSmsProviders.order(
                ADMIN,
                List.of(new RoutedProvider(first, swiss), new RoutedProvider(second, Routes.ALL)));

        assertThat(list().providers())
                .extracting(ProviderStatus::id)
                .containsExactly(first, second, OF_SETTINGS, idle);
        assertThat(list().providers())
                .extracting(ProviderStatus::active)
                .containsExactly(true, true, false, false);
        assertThat(list().providers().get(0).routes()).isEqualTo(swiss);
    }

    @Test
    void theBreakerIsThatOfTheNodeThatAnswers() {
        var id = add();
        var breaker = new Breaker(State.OPEN, domain.clock.instant());
        domain.sender.breaks(Map.of(OF_SETTINGS, breaker));

        assertThat(list().node()).isEqualTo(new NodeName("node"));
        assertThat(of(OF_SETTINGS).breaker()).contains(breaker);
        assertThat(of(id).breaker()).isEmpty();
    }

    @Test
    void theLastSuccessAndTheLastErrorAreToldAndWhatCameOfTheRecentAttempts() {
        domain.sender.names(OF_SETTINGS);
        assertThat(of(OF_SETTINGS).use()).isEqualTo(ProviderUse.NONE);

        var failed = domain.clock.instant();
        send(MINNIE);
        domain.sender.answer(sms -> new Deferred("HTTP status 500 for +41791234567"));
        domain.deliver();
        domain.clock.advance(Duration.ofMinutes(1));
        var sent = domain.clock.instant();
        domain.sender.answer(sms -> new Accepted(OF_SETTINGS, "r1"));
        domain.deliver();

        var use = of(OF_SETTINGS).use();
        assertThat(use.lastFailure())
                .contains(
                        attempt(failed, Outcome.DEFERRED, Optional.of("HTTP status 500 for ...")));
        assertThat(use.lastSuccess()).contains(attempt(sent, Outcome.ACCEPTED, Optional.empty()));
        assertThat(use.outcomes()).isEqualTo(Map.of(Outcome.DEFERRED, 1L, Outcome.ACCEPTED, 1L));

        domain.clock.advance(ListProviderStatus.RECENT);
        assertThat(of(OF_SETTINGS).use())
                .isEqualTo(new ProviderUse(use.lastSuccess(), use.lastFailure(), Map.of()));
    }

    @Test
    void aMessageWaitsForTheProviderThatIsAskedFirstForIt() {
        domain.sender.asks(OF_SETTINGS, "other");
        send(MINNIE);
        assertThat(of(OF_SETTINGS).waiting()).isOne();
        assertThat(list().waiting()).isOne();

        domain.sender.asks("other", OF_SETTINGS);
        assertThat(of(OF_SETTINGS).waiting()).isZero();

        domain.sender.answer(sms -> new Unknown("no answer", Optional.of(OF_SETTINGS)));
        domain.deliver();
        assertThat(of(OF_SETTINGS).waiting()).as("it may have the message").isOne();

        domain.sender.asks("other");
        assertThat(of(OF_SETTINGS).waiting()).as("it is asked no more").isZero();
    }

    @Test
    void aMessageThatNoProviderIsAskedForWaitsNevertheless() {
        domain.sender.asks();
        domain.sender.answer(sms -> new NotAttempted());
        send(MINNIE);

        assertThat(list().waiting()).isOne();
        assertThat(list().providers()).extracting(ProviderStatus::waiting).containsOnly(0L);
    }

    @Test
    void ofVeryManyMessagesThatWaitSoManyAreLookedAtAndNoMore() {
        domain.sender.asks(OF_SETTINGS);
        int many = ListProviderStatus.MAX_WAITING + 10;
        for (int i = 0; i < many; i++) {
            var user = new UserId("user-" + i);
            domain.known(user, Optional.empty());
            send(user);
        }

        assertThat(of(OF_SETTINGS).waiting()).isEqualTo(ListProviderStatus.MAX_WAITING);
        assertThat(list().waiting()).isEqualTo(many);
    }

    @Test
    void nobodyButAnOperatorOfTheInstanceSeesThem() {
        assertRejected(
                Reason.CALL_NOT_PERMITTED,
                () -> domain.listProviderStatus.list(People.adminOf(ACME)));
    }

    private static Attempt attempt(Instant end, Outcome outcome, Optional<String> reason) {
        var took = RecordingSender.TOOK;
        return new Attempt(OF_SETTINGS, end.minus(took), took, outcome, reason);
    }

    private String add() {
        return domain.addSmsProvider.addHttp(ADMIN, "", "https://hook.example/").id();
    }

    private void send(UserId user) {
        domain.set(ADMIN, user, "+41791234567", Verification.SEND_CODE);
    }

    private Listed list() {
        return domain.listProviderStatus.list(ADMIN);
    }

    private ProviderStatus of(String id) {
        return list().providers().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
