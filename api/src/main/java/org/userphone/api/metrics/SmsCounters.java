package org.userphone.api.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsSender.Asked;

/**
 * The metrics {@code userphone_sms_messages_total}, {@code userphone_sms_receipts_total}, {@code
 * userphone_sms_attempts_total} and {@code userphone_sms_attempt_seconds}. A message counts once
 * for each state that it reaches. There are few time series, because states, countries and
 * configured providers are few.
 */
@ApplicationSingleton
public class SmsCounters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter messages;
    private final Counter receipts;
    private final Counter attempts;
    private final Histogram durations;
    private final SmsEvents events;

    @Inject
    public SmsCounters(PrometheusRegistry registry, SmsEvents events) {
        messages =
                Counter.builder()
                        .name("userphone_sms_messages_total")
                        .help("SMS that came to a state, by state, provider and country")
                        .labelNames("state", "provider", "country")
                        .withoutExemplars()
                        .register(registry);
        receipts =
                Counter.builder()
                        .name("userphone_sms_receipts_total")
                        .help("Receipts of SMS providers by what was made of them")
                        .labelNames("fate")
                        .withoutExemplars()
                        .register(registry);
        attempts =
                Counter.builder()
                        .name("userphone_sms_attempts_total")
                        .help("Attempts to send an SMS, by provider and outcome")
                        .labelNames("provider", "outcome")
                        .withoutExemplars()
                        .register(registry);
        durations =
                Histogram.builder()
                        .name("userphone_sms_attempt_seconds")
                        .help("How long providers took to answer an attempt to send an SMS")
                        .labelNames("provider")
                        .classicOnly()
                        .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
                        .withoutExemplars()
                        .register(registry);
        this.events = events;
    }

    void listen(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        events.listen(new Counting());
    }

    private final class Counting implements SmsEvents.Listener {

        @Override
        public void changed(SmsMessage message) {
            messages.labelValues(
                            lower(message.state()),
                            message.reference().map(Reference::provider).orElse("none"),
                            message.country())
                    .inc();
        }

        @Override
        public void received(Outcome outcome, int count) {
            receipts.labelValues(lower(outcome)).inc(count);
        }

        @Override
        public void attempted(Sms sms, Asked asked) {
            attempts.labelValues(asked.provider(), asked.delivery().name()).inc();
            durations
                    .labelValues(asked.provider())
                    .observe(asked.took().toNanos() / NANOS_PER_SECOND);
        }

        private static String lower(Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT);
        }
    }
}
