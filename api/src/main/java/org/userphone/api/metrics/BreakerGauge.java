package org.userphone.api.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.SmsSender;

/**
 * The metric {@code userphone_sms_breaker_open}. It has a series for each provider that this node
 * may send by when the metrics are read, and none for one that was removed.
 */
@ApplicationSingleton
public class BreakerGauge {

    private final PrometheusRegistry registry;
    private final Provider<SmsSender> sender;

    /**
     * @param sender looked at in each reading
     */
    @Inject
    public BreakerGauge(PrometheusRegistry registry, Provider<SmsSender> sender) {
        this.registry = registry;
        this.sender = sender;
    }

    void register(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        GaugeWithCallback.builder()
                .name("userphone_sms_breaker_open")
                .help("1 if the provider is left alone because it does not work, else 0")
                .labelNames("provider")
                .callback(
                        gauge ->
                                sender.get()
                                        .breakers()
                                        .forEach(
                                                (provider, breaker) ->
                                                        gauge.call(value(breaker), provider)))
                .register(registry);
    }

    private static double value(Breaker breaker) {
        return breaker.state() == Breaker.State.CLOSED ? 0 : 1;
    }
}
