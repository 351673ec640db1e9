package org.userphone.sms.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.TracingContract;

class OtelTracingTest implements TracingContract {

    private final List<SpanData> exported = new ArrayList<>();
    private final Tracing tracing =
            new OtelTracing(
                    SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(new ToList()))
                            .build()
                            .get("test"));

    @Override
    public Tracing tracing() {
        return tracing;
    }

    @Test
    void aSpanSaysWhatWasDoneAndWhetherItFailed() {
        try (var span = tracing.begin(Kind.CLIENT, "send SMS", CALLER)) {
            span.set("peer.service", "webhook").set("http.response.status_code", 503);
            span.event("repeated");
            span.fail("deferred");
        }

        var span = exported.get(0);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("deferred");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(503);
        assertThat(span.getEvents()).extracting(event -> event.getName()).containsOnly("repeated");
    }

    @Test
    void whatTheCallerDoesNotRecordIsHandedOnAndNotRecorded() {
        var unsampled = new TraceContext(CALLER.traceparent().replaceFirst("01$", "00"), "");
        try (var span = tracing.begin(Kind.SERVER, "call", unsampled);
                var inner = tracing.within(Kind.INTERNAL, "transaction")) {
            assertThat(span.isRecorded()).isFalse();
            assertThat(inner.context().traceparent()).endsWith("-00");
            assertThat(inner.context().inLog()).contains("0af7651916cd43dd8448eb211c80319c");
        }

        assertThat(exported).isEmpty();
    }

    @Test
    void aContextThatTheSpecificationForbidsBeginsAnotherTrace() {
        var zeros = new TraceContext("00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "");
        try (var span = tracing.begin(Kind.SERVER, "call", zeros)) {
            assertThat(span.context().traceparent()).doesNotContain("0".repeat(32));
        }

        assertThat(exported.get(0).getParentSpanContext().isValid()).isFalse();
    }

    private final class ToList implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exported.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
