package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Origin;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsSender.Asked;
import org.userphone.domain.user.Verification;

/** What can be read of a message between its promise and its end. */
class SmsStoryTest {

    private static final MessageQuery ALL = MessageQuery.page(0, 100);

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void promise() {
        domain.known(MINNIE, Optional.empty());
        domain.set(
                ADMIN.at(Origin.UNKNOWN.withRequest("the-request")),
                MINNIE,
                "+41791234567",
                Verification.SEND_CODE);
    }

    @Test
    void aPromisedMessageWaitsInTheRecord() {
        var story = story();

        assertThat(story.attempts()).isEmpty();
        var message = story.message();
        assertThat(message.state()).isEqualTo(State.WAITING);
        assertThat(message.status().since()).isEqualTo(domain.clock.instant());
        assertThat(message.progress().nextAttemptAt()).contains(domain.clock.instant());
        assertThat(message.progress().expiresAt()).contains(domain.clock.instant().plus(LIFETIME));
        assertThat(message.progress().request()).contains("the-request");
        assertThat(message.dispatch().leftAt()).isEmpty();
        assertThat(message.dispatch().cost()).isZero();
    }

    @Test
    void eachAttemptIsToldAndTheLastIsTheOneThatSentTheMessage() {
        var promisedAt = domain.clock.instant();
        domain.sender.answer(sms -> new Deferred("HTTP status 500"));
        domain.deliver();

        assertThat(story().message().state()).isEqualTo(State.WAITING);
        assertThat(story().message().reason()).contains("HTTP status 500");
        assertThat(story().message().provider()).contains("recording");
        assertThat(story().attempts())
                .containsExactly(
                        attempt(promisedAt, Outcome.DEFERRED, Optional.of("HTTP status 500")));

        domain.clock.advance(RETRIES.backoff());
        domain.sender.answer(sms -> new Delivery.Accepted("recording", "r1"));
        domain.deliver();

        assertThat(story().message().state()).isEqualTo(State.ACCEPTED);
        assertThat(story().message().reason()).isEmpty();
        assertThat(story().attempts())
                .containsExactly(
                        attempt(promisedAt, Outcome.DEFERRED, Optional.of("HTTP status 500")),
                        attempt(domain.clock.instant(), Outcome.ACCEPTED, Optional.empty()));
        assertThat(story().message().progress().request()).contains("the-request");
    }

    @Test
    void oneMeasureOfAnAttemptIsToldInTheRecordAndToThoseWhoListen() {
        var heard = new ArrayList<Attempt>();
        domain.events.listen(
                new SmsEvents.Listener() {
                    @Override
                    public void attempted(Sms sms, Asked asked) {
                        assertThat(sms.id()).isEqualTo(story().message().id());
                        heard.add(Attempt.of(asked, domain.clock.instant()));
                    }
                });
        domain.sender.answer(sms -> new Deferred("busy"));
        domain.deliver();

        assertThat(heard).isNotEmpty().isEqualTo(story().attempts());
    }

    @Test
    void aProviderThatIsLeftAloneGivesTheReasonOfTheWaitAndIsNoAttempt() {
        domain.sender.answer(sms -> new LeftAlone("at rest", Duration.ofSeconds(17)));
        domain.deliver();

        assertThat(story().message().state()).isEqualTo(State.WAITING);
        assertThat(story().message().reason()).contains("at rest");
        assertThat(story().attempts()).isEmpty();
    }

    @Test
    void whoRefusedAMessageIsTold() {
        domain.sender.answer(sms -> new Refused("HTTP status 422"));
        domain.deliver();

        assertThat(story().message().state()).isEqualTo(State.REFUSED);
        assertThat(story().message().reference()).isEmpty();
        assertThat(story().message().provider()).contains("recording");
        assertThat(story().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.REFUSED);
    }

    @Test
    void aProviderThatRefusesUsIsToldOfAMessageThatWaits() {
        domain.sender.answer(sms -> new Misconfigured("HTTP status 401"));
        domain.deliver();

        assertThat(story().message().state()).isEqualTo(State.WAITING);
        assertThat(story().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.MISCONFIGURED);
    }

    @Test
    void theReasonOfAnAttemptShowsNoNumber() {
        domain.sender.answer(sms -> new Refused("no route to +41791234567"));
        domain.deliver();

        assertThat(story().attempts())
                .extracting(Attempt::reason)
                .containsExactly(Optional.of("no route to ..."));
    }

    @Test
    void attemptsGoWithTheirMessage() {
        domain.sender.answer(sms -> new Refused("no"));
        domain.deliver();
        domain.clock.advance(Duration.ofDays(90).plusSeconds(1));

        domain.sweepMessages.sweep();

        assertThat(domain.searchMessages.search(ADMIN, ALL, "")).isEmpty();
        assertThat(domain.messages.attempts(List.of(domain.sender.sent().get(0).id()))).isEmpty();
    }

    @Test
    void messagesAreFoundByTheirNumberAsPeopleWriteIt() {
        assertThat(found(ADMIN, "079 123 45 67")).containsExactly(story());
        assertThat(found(ADMIN, "+41 79 123 45 68")).isEmpty();
        assertRejected(Reason.PHONE_INVALID, () -> found(ADMIN, "nobody's"));

        domain.deliver();
        assertThat(found(ADMIN, "0041791234567")).containsExactly(story());

        domain.delete(ADMIN, MINNIE);
        assertThat(found(ADMIN, "+41791234567")).isEmpty();
        assertThat(domain.searchMessages.search(ADMIN, ALL, "")).hasSize(1);
    }

    @Test
    void organisationsFindTheirOwnMessagesOnly() {
        assertThat(found(adminOf(ACME), "+41791234567")).containsExactly(story());
        assertThat(found(adminOf(OTHER), "+41791234567")).isEmpty();
        assertThat(
                        domain.searchMessages.search(
                                adminOf(OTHER), ALL.and(Field.ORGANISATION, "acme"), ""))
                .isEmpty();
        assertRejected(Reason.CALL_NOT_PERMITTED, () -> found(plain(MINNIE), "+41791234567"));
    }

    private List<SmsStory> found(Caller caller, String phone) {
        return domain.searchMessages.search(caller, ALL, phone);
    }

    private static Attempt attempt(Instant end, Outcome outcome, Optional<String> reason) {
        return new Attempt(
                "recording",
                end.minus(RecordingSender.TOOK),
                RecordingSender.TOOK,
                outcome,
                reason);
    }

    private SmsStory story() {
        return domain.listMessages.list(ADMIN, MINNIE, 0, 10).get(0);
    }
}
