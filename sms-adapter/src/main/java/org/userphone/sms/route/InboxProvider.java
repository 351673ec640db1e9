package org.userphone.sms.route;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;

/** The inbox, which is the provider in development mode where no other is configured. */
record InboxProvider(Inbox inbox) implements Provider {

    static final String NAME = "inbox";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SmsSender sender(Clock clock, Consumer<List<Receipt>> receipts) {
        return new InboxSender(inbox, clock);
    }
}
