package org.userphone.sms.route;

import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsEvents.Attempt;
import org.userphone.domain.sms.SmsSender;

/** Tells of each attempt to send by a provider, and how long the provider took. */
final class MeasuredSender implements SmsSender {

    private final String provider;
    private final SmsSender sender;
    private final SmsEvents events;

    MeasuredSender(String provider, SmsSender sender, SmsEvents events) {
        this.provider = provider;
        this.sender = sender;
        this.events = events;
    }

    @Override
    public Delivery send(Sms sms) {
        var start = System.nanoTime();
        Delivery delivery = new Unknown("error");
        try {
            delivery = sender.send(sms);
            return delivery;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            events.attempted(new Attempt(provider, sms, delivery, took));
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
