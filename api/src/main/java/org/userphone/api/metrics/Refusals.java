package org.userphone.api.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.domain.ApplicationSingleton;

/** The metric {@code userphone_refusals_total}: refusals by the code and the id in the answer. */
@ApplicationSingleton
public class Refusals {

    private static final Metadata REFUSALS =
            Metadata.builder()
                    .withName("userphone_refusals")
                    .withDescription("Answers other than OK, by code and id")
                    .build();
    private static final String NO_ID = "none";

    private final MetricRegistry registry;

    @Inject
    public Refusals(MetricRegistry registry) {
        this.registry = registry;
    }

    /** Counts one refusal. */
    public void count(Status status) {
        registry.counter(
                        REFUSALS,
                        new Tag("code", Code.forNumber(status.getCode()).name()),
                        new Tag("id", id(status)))
                .inc();
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
