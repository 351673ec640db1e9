package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.ListMessages;
import org.userphone.domain.sms.SmsStory;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/**
 * Reads whatever is kept of one user, for a person who asks for it (GDPR article 15). This requires
 * {@code user.read}, except for users themselves.
 */
@UseCase
public class ExportUser {

    /** The most events of one answer. */
    public static final int MAX_EVENTS = 1000;

    /**
     * What is kept of a user.
     *
     * @param events of the history, in their order
     * @param messages the newest ones; none for users themselves without {@code user.read}, as in
     *     {@link ListMessages}
     */
    public record UserData(User user, List<RecordedEvent> events, List<SmsStory> messages) {}

    private final Users users;
    private final ListMessages listMessages;

    @Inject
    public ExportUser(Users users, ListMessages listMessages) {
        this.users = users;
        this.listMessages = listMessages;
    }

    /**
     * @param after events with this sequence or a lower one are left out; 0 leaves out none
     * @throws Rejection with {@link Reason#USER_NOT_FOUND} or {@link Reason#PERMISSION_MISSING}
     */
    public UserData read(Caller caller, UserId id, long after) {
        var user = users.find(id).orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
        caller.requireSelfOr(Permission.USER_READ, id, user.resourceOwner());
        return new UserData(
                user,
                users.history(id, after, MAX_EVENTS),
                caller.may(Permission.USER_READ, user.resourceOwner())
                        ? listMessages.list(caller, id, 0, ListMessages.MAX_LIMIT)
                        : List.of());
    }
}
