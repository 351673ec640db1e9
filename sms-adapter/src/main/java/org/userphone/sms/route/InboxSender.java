package org.userphone.sms.route;

import java.time.Clock;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Inbox.Message;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/** Sends in development mode: it puts messages where a developer can read them. */
final class InboxSender implements SmsSender {

    private final Inbox inbox;
    private final Clock clock;

    InboxSender(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        inbox.put(
                new Message(
                        sms.id(), sms.user(), sms.recipient().e164(), sms.text(), clock.instant()));
        return new Accepted(InboxProvider.NAME, sms.id());
    }
}
