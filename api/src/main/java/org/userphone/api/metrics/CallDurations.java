package org.userphone.api.metrics;

import com.google.rpc.Code;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.userphone.domain.ApplicationSingleton;

/**
 * The metric {@code userphone_calls_seconds}: durations of calls that had a valid token by their
 * name in the contract, the code of their answer and their wire form.
 */
@ApplicationSingleton
public class CallDurations {

    /** From a call that reads one row to one that waits for the database. */
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private static final double NANOS_PER_SECOND = 1e9;

    private record Key(String rpc, Code code, String form) {}

    private final Histogram calls;

    /** Kept, because each call would otherwise make an array of its labels. */
    private final Map<Key, DistributionDataPoint> points = new ConcurrentHashMap<>();

    @Inject
    public CallDurations(PrometheusRegistry registry) {
        calls =
                Histogram.builder()
                        .name("userphone_calls_seconds")
                        .help(
                                "Duration of the calls that had a valid token, by rpc, code and wire form")
                        .labelNames("rpc", "code", "form")
                        .classicOnly()
                        .classicUpperBounds(BOUNDS)
                        .withoutExemplars()
                        .register(registry);
    }

    /**
     * Counts a call.
     *
     * @param rpc its name in the contract
     */
    public void add(String rpc, Code code, String form, long nanos) {
        points.computeIfAbsent(new Key(rpc, code, form), this::point)
                .observe(nanos / NANOS_PER_SECOND);
    }

    private DistributionDataPoint point(Key key) {
        return calls.labelValues(key.rpc(), key.code().name(), key.form());
    }
}
