package org.userphone.api.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.userphone.api.contract.ErrorDetail;

/**
 * Counts refusals by what the caller was told: the code and the stable id. It sees those too that
 * never became a call, such as a bad token.
 */
@Provider
public class RefusalCounter implements ContainerResponseFilter {

    private static final Metadata REFUSALS =
            Metadata.builder()
                    .withName("userphone_refusals")
                    .withDescription("Answers other than OK, by code and id")
                    .build();
    private static final String NO_ID = "none";

    @Inject MetricRegistry registry;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Status status) {
            registry.counter(
                            REFUSALS,
                            new Tag("code", Code.forNumber(status.getCode()).name()),
                            new Tag("id", id(status)))
                    .inc();
        }
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
