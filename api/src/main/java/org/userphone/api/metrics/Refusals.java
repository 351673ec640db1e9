package org.userphone.api.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.domain.ApplicationSingleton;

/** The metric {@code userphone_refusals_total}: refusals by the code and the id in the answer. */
@ApplicationSingleton
public class Refusals {

    private static final String NO_ID = "none";

    private final Counter refusals;

    @Inject
    public Refusals(PrometheusRegistry registry) {
        refusals =
                Counter.builder()
                        .name("userphone_refusals_total")
                        .help("Answers other than OK, by code and id")
                        .labelNames("code", "id")
                        .withoutExemplars()
                        .register(registry);
    }

    /** Counts one refusal. */
    public void count(Status status) {
        refusals.labelValues(Code.forNumber(status.getCode()).name(), id(status)).inc();
    }

    static String id(Status status) {
        try {
            for (var detail : status.getDetailsList()) {
                if (detail.is(ErrorDetail.class)) {
                    return detail.unpack(ErrorDetail.class).getId();
                }
            }
            return NO_ID;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a detail of our own cannot be read", e);
        }
    }
}
