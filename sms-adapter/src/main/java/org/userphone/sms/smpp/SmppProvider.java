package org.userphone.sms.smpp;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;
import org.userphone.sms.Secret;

/**
 * An SMSC that speaks SMPP 3.4.
 *
 * @param systemId our user name at the SMSC
 * @param systemType empty where the SMSC wants none
 * @param source the sender of messages that name none themselves
 * @param timeout of connecting, and of the answer to each request
 * @param keepAlive the idle time after which enquire_link is sent
 * @param window the most requests that wait for an answer at the same time
 * @param payload whether a long text goes in one message_payload instead of several parts
 * @param charset the character set in which the SMSC reads its default alphabet; empty if it is the
 *     GSM 7-bit alphabet
 * @param ids how the SMSC writes the ids of messages
 */
record SmppProvider(
        String host,
        int port,
        boolean tls,
        String systemId,
        Secret password,
        String systemType,
        SmppSource source,
        Duration timeout,
        Duration keepAlive,
        int window,
        boolean payload,
        Optional<Charset> charset,
        SmppIds ids)
        implements Provider {

    @Override
    public String name() {
        return SmppType.NAME;
    }

    @Override
    public SmsSender sender(Clock clock, Consumer<List<Receipt>> receipts) {
        return new SmppSender(this, clock, receipts);
    }

    /** {@inheritDoc} It binds a session of its own, whose receipts the SMSC has to repeat. */
    @Override
    public Optional<String> problem(Clock clock) {
        var sender =
                sender(
                        clock,
                        receipts -> {
                            throw new IllegalStateException("nobody records receipts now");
                        });
        try {
            return sender.connect().map(Failed::reason);
        } finally {
            sender.close();
        }
    }
}
