package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;

import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox.Message;

/** What every adapter of {@link Inbox} must do. Each test starts with an empty inbox. */
public interface InboxContract {

    Inbox inbox();

    Transactions transactions();

    @Test
    default void theLatestMessageComesFirst() {
        put(1);
        put(2);
        put(3);

        assertThat(transactions().in(() -> inbox().latest(2)))
                .containsExactly(message(3), message(2));
    }

    @Test
    default void aRepeatedMessageIsThereOnce() {
        put(1);
        put(1);

        assertThat(transactions().in(() -> inbox().latest(10))).containsExactly(message(1));
    }

    @Test
    default void theMessagesToADeletedUserAreForgottenAndNoOthers() {
        var another = new Message("9", new UserId("daisy"), "+41791234567", "text", NOON);
        put(1);
        put(2);
        transactions().run(() -> inbox().put(another));

        transactions().run(() -> inbox().forget(MINNIE));

        assertThat(transactions().in(() -> inbox().latest(10))).containsExactly(another);
    }

    private void put(int i) {
        transactions().run(() -> inbox().put(message(i)));
    }

    private static Message message(int i) {
        return new Message(
                Integer.toString(i), MINNIE, "+41791234567", "text " + i, NOON.plusSeconds(i));
    }
}
