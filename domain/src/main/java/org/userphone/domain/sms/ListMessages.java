package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.user.Users;

/** Lists the messages to a user, from their promise on. This requires {@code user.read}. */
@UseCase
public class ListMessages {

    /** The largest number of messages of one page. */
    public static final int MAX_LIMIT = 100;

    private final Users users;
    private final SmsMessages messages;

    @Inject
    public ListMessages(Users users, SmsMessages messages) {
        this.users = users;
        this.messages = messages;
    }

    /**
     * Lists messages, newest first. The users themselves need the permission, too: the list tells
     * how the operator deals with them and what they cost.
     *
     * @param offset how many of the newest messages to leave out
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws Rejection with {@link Reason#USER_NOT_FOUND} or {@link Reason#PERMISSION_MISSING}
     */
    public List<SmsStory> list(Caller caller, UserId id, int offset, int limit) {
        var user = users.find(id).orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
        caller.require(Permission.USER_READ, user.resourceOwner());
        return messages.stories(MessageQuery.page(offset, limit).and(Field.USER, id.value()));
    }
}
