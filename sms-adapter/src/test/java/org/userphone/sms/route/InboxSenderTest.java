package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.InMemoryInbox;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Inbox.Message;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.SenderContract;

class InboxSenderTest implements SenderContract {

    private final Inbox inbox = new InMemoryInbox();
    private final MovableClock clock = new MovableClock(NOON);
    private final InboxSender sender = new InboxSender(inbox, clock);

    @Test
    void aSentMessageCanBeReadInTheInbox() {
        assertThat(sender.send(sms("7", "A1B2C3 is your code")))
                .isEqualTo(new Accepted("inbox", "7"));

        assertThat(inbox.latest(10))
                .containsExactly(
                        new Message("7", MINNIE, "+41791234567", "A1B2C3 is your code", NOON));
    }

    @Test
    void aRepeatIsAcceptedAndThereOnce() {
        sender.send(sms("7", "text"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(sender.send(sms("7", "text"))).isEqualTo(new Accepted("inbox", "7"));
        assertThat(inbox.latest(10)).hasSize(1);
    }

    @Override
    public SmsSender sender() {
        return sender;
    }

    @Override
    public List<String> arrived() {
        return inbox.latest(10).stream().map(Message::text).toList();
    }
}
