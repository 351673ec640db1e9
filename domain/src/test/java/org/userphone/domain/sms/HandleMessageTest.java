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

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneMessageGivenUp;
import org.userphone.domain.user.UserEvent.PhoneMessageRetried;
import org.userphone.domain.user.Verification;

/** What operators can do with a message that was not sent. */
class HandleMessageTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private String id;

    @BeforeEach
    void promise() {
        domain.known(MINNIE, Optional.empty());
        domain.sender.answer(sms -> new Deferred("HTTP status 500"));
        domain.set(ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE);
        id = message().id();
    }

    @Test
    void aMessageThatWaitsIsSentAtOnce() {
        domain.deliver();
        domain.sender.answer(sms -> new Accepted("recording", "r1"));
        assertThat(domain.deliver()).isZero();

        send(adminOf(ACME), "");

        assertThat(lastEvent()).isEqualTo(new PhoneMessageRetried(id, Optional.empty()));
        assertThat(domain.history(MINNIE).get(3).editor()).isEqualTo(Editor.of(adminOf(ACME).id()));
        assertThat(domain.deliver()).isOne();
        assertThat(message().state()).isEqualTo(State.ACCEPTED);
        assertThat(lastEvent()).isEqualTo(new PhoneCodeSent());
    }

    @Test
    void aMessageThatWasRefusedIsSentByAnotherProvider() {
        domain.sender.answer(sms -> new Refused("HTTP status 422"));
        domain.deliver();
        assertThat(message().state()).isEqualTo(State.REFUSED);

        send(ADMIN, "other");

        assertThat(message().state()).isEqualTo(State.WAITING);
        assertThat(lastEvent()).isEqualTo(new PhoneMessageRetried(id, Optional.of("other")));
        domain.sender.answer(sms -> new Accepted("other", "r1"));
        domain.deliver();
        assertThat(domain.sender.askedAgain()).containsExactly("other");
        assertThat(message().state()).isEqualTo(State.ACCEPTED);
        assertThat(domain.listMessages.list(ADMIN, MINNIE, 0, 10))
                .singleElement()
                .satisfies(story -> assertThat(story.attempts()).hasSize(2));
    }

    @Test
    void aMessageIsNotSentByAProviderThatIsNotAskedForItsNumber() {
        assertRejected(Reason.SMS_PROVIDER_NOT_FOUND, () -> send(ADMIN, "none"));

        assertThat(message().state()).isEqualTo(State.WAITING);
        assertThat(domain.events(MINNIE)).noneMatch(PhoneMessageRetried.class::isInstance);
    }

    @Test
    void aMessageThatWasGivenUpIsNotSentUntilAnOperatorWantsItAfterAll() {
        giveUp(ADMIN);

        assertThat(lastEvent()).isEqualTo(new PhoneMessageGivenUp(id));
        assertThat(message().state()).isEqualTo(State.PARKED);
        assertThat(message().reason()).contains("given up by an operator");
        domain.clock.advance(RETRIES.maxBackoff());
        assertThat(domain.deliver()).isZero();
        assertRejected(Reason.SMS_MESSAGE_ENDED, () -> giveUp(ADMIN));

        send(ADMIN, "");
        assertThat(domain.deliver()).isOne();
        assertThat(domain.sender.sent()).hasSize(1);
    }

    @Test
    void aMessageWhoseCodeIsOfNoUseIsNotSent() {
        domain.deliver();
        domain.clock.advance(LIFETIME);

        assertRejected(Reason.SMS_MESSAGE_ENDED, () -> send(ADMIN, ""));
    }

    @Test
    void aMessageThatWasSentIsNeitherSentAgainNorGivenUp() {
        domain.sender.answer(sms -> new Accepted("recording", "r1"));
        domain.deliver();

        assertRejected(Reason.SMS_MESSAGE_ENDED, () -> send(ADMIN, ""));
        assertRejected(Reason.SMS_MESSAGE_ENDED, () -> giveUp(ADMIN));
    }

    @Test
    void aMessageThatIsBeingSentIsLeftToItsWorker() {
        domain.outbox.claimDue(domain.clock.instant(), 1, RETRIES.lease());

        assertRejected(Reason.SMS_MESSAGE_BEING_SENT, () -> send(ADMIN, ""));
        assertRejected(Reason.SMS_MESSAGE_BEING_SENT, () -> giveUp(ADMIN));
    }

    @Test
    void onlyTheOrganisationOfAMessageMayHandleIt() {
        assertRejected(Reason.PERMISSION_MISSING, () -> send(adminOf(OTHER), ""));
        assertRejected(Reason.PERMISSION_MISSING, () -> giveUp(adminOf(OTHER)));
        domain.delete(ADMIN, MINNIE);
        assertRejected(Reason.SMS_MESSAGE_ENDED, () -> send(ADMIN, ""));
        id = "nobody's";
        assertRejected(Reason.SMS_MESSAGE_NOT_FOUND, () -> send(ADMIN, ""));
    }

    private void send(Caller caller, String provider) {
        domain.memory.run(() -> domain.sendMessage.send(caller, id, provider));
    }

    private void giveUp(Caller caller) {
        domain.memory.run(() -> domain.giveUpMessage.giveUp(caller, id));
    }

    private SmsMessage message() {
        return domain.messages.of(MINNIE, 0, 1).get(0);
    }

    private UserEvent lastEvent() {
        var events = domain.events(MINNIE);
        return events.get(events.size() - 1);
    }
}
