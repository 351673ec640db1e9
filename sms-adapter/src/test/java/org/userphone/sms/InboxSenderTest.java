package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.InMemoryInbox;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Inbox.Message;
import org.userphone.domain.sms.Sms;

class InboxSenderTest {

    private static final Sms SMS =
            new Sms(
                    "7",
                    MINNIE,
                    3,
                    NUMBER,
                    new VerificationCode("A1B2C3"),
                    "A1B2C3 is your code",
                    NOON.minusSeconds(1),
                    NOON.plusSeconds(600));

    private final Inbox inbox = new InMemoryInbox();
    private final MovableClock clock = new MovableClock(NOON);
    private final InboxSender sender = new InboxSender(inbox, clock);

    @Test
    void aSentMessageCanBeReadInTheInbox() {
        assertThat(sender.send(SMS)).isEqualTo(new Accepted("7"));

        assertThat(inbox.latest(10))
                .containsExactly(
                        new Message("7", MINNIE, "+41791234567", "A1B2C3 is your code", NOON));
    }

    @Test
    void aRepeatIsAcceptedAndThereOnce() {
        sender.send(SMS);
        clock.advance(Duration.ofMinutes(1));

        assertThat(sender.send(SMS)).isEqualTo(new Accepted("7"));
        assertThat(inbox.latest(10)).hasSize(1);
    }
}
