package org.userphone.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.sms.SmsMessage;

/**
 * The metrics {@code userphone_sms_messages_total} and {@code userphone_sms_receipts_total}. A
 * message counts once for each state that it reaches. There are few time series, because states,
 * countries and configured providers are few.
 */
@ApplicationSingleton
public class SmsCounters {

    private static final Metadata MESSAGES =
            Metadata.builder()
                    .withName("userphone_sms_messages")
                    .withDescription("SMS that came to a state, by state, provider and country")
                    .build();
    private static final Metadata RECEIPTS =
            Metadata.builder()
                    .withName("userphone_sms_receipts")
                    .withDescription("Receipts of SMS providers by what was made of them")
                    .build();

    private final MetricRegistry registry;
    private final SmsEvents events;

    @Inject
    public SmsCounters(MetricRegistry registry, SmsEvents events) {
        this.registry = registry;
        this.events = events;
    }

    void listen(@Observes @Initialized(ApplicationScoped.class) Object application) {
        events.listen(new Counting());
    }

    private final class Counting implements SmsEvents.Listener {

        @Override
        public void changed(SmsMessage message) {
            registry.counter(
                            MESSAGES,
                            new Tag("state", lower(message.state())),
                            new Tag(
                                    "provider",
                                    message.reference().map(Reference::provider).orElse("none")),
                            new Tag("country", message.country()))
                    .inc();
        }

        @Override
        public void received(Outcome outcome, int receipts) {
            registry.counter(RECEIPTS, new Tag("fate", lower(outcome))).inc(receipts);
        }

        private static String lower(Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT);
        }
    }
}
