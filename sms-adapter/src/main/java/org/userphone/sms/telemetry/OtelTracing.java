package org.userphone.sms.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;

/** Records spans by OpenTelemetry, whose context keeps the current one of each thread. */
final class OtelTracing implements Tracing {

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> HEADERS =
            new TextMapGetter<>() {
                @Override
                public String get(Map<String, String> headers, String name) {
                    return headers.get(name);
                }
            };

    private final Tracer tracer;

    OtelTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Kind kind, String name, TraceContext parent) {
        return begin(kind, name, W3C.extract(Context.root(), parent.headers(), HEADERS));
    }

    @Override
    public Span within(Kind kind, String name) {
        return io.opentelemetry.api.trace.Span.current().getSpanContext().isValid()
                ? begin(kind, name, Context.current())
                : OFF.within(kind, name);
    }

    private Span begin(Kind kind, String name, Context parent) {
        var span =
                tracer.spanBuilder(name)
                        .setSpanKind(SpanKind.valueOf(kind.name()))
                        .setParent(parent)
                        .startSpan();
        return new OpenSpan(span, parent.with(span).makeCurrent());
    }

    @Override
    public TraceContext current() {
        return context(io.opentelemetry.api.trace.Span.current());
    }

    private static TraceContext context(io.opentelemetry.api.trace.Span span) {
        var headers = new HashMap<String, String>();
        W3C.inject(Context.root().with(span), headers, Map::put);
        return headers.isEmpty()
                ? TraceContext.NONE
                : new TraceContext(
                        headers.get("traceparent"), headers.getOrDefault("tracestate", ""));
    }

    private record OpenSpan(io.opentelemetry.api.trace.Span span, Scope scope) implements Span {

        @Override
        public boolean isRecorded() {
            return span.isRecording();
        }

        @Override
        public Span set(String attribute, String value) {
            span.setAttribute(attribute, value);
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            span.setAttribute(attribute, value);
            return this;
        }

        @Override
        public void event(String name) {
            span.addEvent(name);
        }

        @Override
        public void fail(String type) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", type);
        }

        @Override
        public TraceContext context() {
            return OtelTracing.context(span);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
