package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.Users;

/** The steps that all operations of an operator's on one message share. */
@Collaborator
public class HandleMessage {

    private final Users users;
    private final SmsMessages messages;
    private final SmsOutbox outbox;
    private final Clock clock;

    @Inject
    public HandleMessage(Users users, SmsMessages messages, SmsOutbox outbox, Clock clock) {
        this.users = users;
        this.messages = messages;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A message that an operator has taken out of the hands of the workers, and its user. */
    record Held(ClaimedSms claimed, SmsMessage message, User user) {}

    /**
     * Takes a message that was not sent. Its user is locked before it, as when a worker records
     * that it was sent.
     *
     * @throws Rejection with {@link Reason#SMS_MESSAGE_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#SMS_MESSAGE_ENDED} if the message has left the
     *     outbox, or {@link Reason#SMS_MESSAGE_BEING_SENT}
     */
    Held hold(Caller caller, String id) {
        var message =
                messages.search(MessageQuery.page(0, 1).and(Field.ID, id)).stream()
                        .findFirst()
                        .orElseThrow(() -> new Rejection(Reason.SMS_MESSAGE_NOT_FOUND));
        caller.require(Permission.USER_WRITE, message.dispatch().resourceOwner());
        var user =
                message.user()
                        .flatMap(users::lock)
                        .orElseThrow(() -> new Rejection(Reason.SMS_MESSAGE_ENDED));
        var claimed =
                outbox.claim(id, clock.instant())
                        .orElseThrow(() -> new Rejection(Reason.SMS_MESSAGE_ENDED));
        return new Held(claimed, message, user);
    }

    /** Records in the history of the user what an operator did with a message. */
    EventPosition record(Caller caller, User user, UserEvent event) {
        var change = user.record(List.of(event), Editor.of(caller.id()), clock.instant());
        users.append(change);
        return change.after().last();
    }
}
