package org.userphone.sms.route;

import java.util.Optional;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.Tracing.Span;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Makes each attempt to send by a provider a span, from which a provider that is an operator's own
 * can go on: it is the place in the trace that the message has.
 */
final class TracedSender implements SmsSender {

    private final String provider;
    private final SmsSender sender;
    private final Tracing tracing;

    TracedSender(String provider, SmsSender sender, Tracing tracing) {
        this.provider = provider;
        this.sender = sender;
        this.tracing = tracing;
    }

    @Override
    public Delivery send(Sms sms) {
        try (var span = tracing.within(Kind.CLIENT, "send SMS")) {
            span.set("peer.service", provider).set("messaging.message.id", sms.id());
            Delivery delivery = new Unknown("error");
            try {
                delivery = sender.send(sms.tracedBy(span.context()));
                return delivery;
            } finally {
                tell(span, delivery);
            }
        }
    }

    private static void tell(Span span, Delivery delivery) {
        if (!span.isRecorded()) {
            return;
        }
        span.set("org.userphone.sms.outcome", delivery.name());
        if (delivery instanceof Accepted accepted) {
            span.set("org.userphone.sms.reference", accepted.reference());
        } else {
            span.fail(delivery.name());
        }
    }

    @Override
    public Optional<Failed> connect() {
        return sender.connect();
    }

    @Override
    public int room(int limit) {
        return sender.room(limit);
    }

    @Override
    public void close() {
        sender.close();
    }
}
