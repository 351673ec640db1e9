package org.userphone.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.userphone.domain.Tracing.Kind;

/** What holds for every {@link Tracing} that is on. */
public interface TracingContract {

    TraceContext CALLER =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");

    Tracing tracing();

    @Test
    default void aSpanGoesOnWithTheTraceOfItsParentUnderAnIdOfItsOwn() {
        try (var span = tracing().begin(Kind.SERVER, "call", CALLER)) {
            assertThat(trace(span.context())).isEqualTo(trace(CALLER));
            assertThat(span.context().traceparent()).isNotEqualTo(CALLER.traceparent());
            assertThat(span.context().tracestate()).isEqualTo("vendor=1");
        }
    }

    @Test
    default void withoutAParentATraceBegins() {
        try (var span = tracing().begin(Kind.SERVER, "call", TraceContext.NONE);
                var other = tracing().begin(Kind.SERVER, "call", TraceContext.NONE)) {
            assertThat(span.context().isNone()).isFalse();
            assertThat(trace(span.context())).isNotEqualTo(trace(other.context()));
        }
    }

    @Test
    default void aSpanIsCurrentInItsThreadUntilItEnds() {
        var tracing = tracing();
        assertThat(tracing.current()).isEqualTo(TraceContext.NONE);
        try (var outer = tracing.begin(Kind.SERVER, "call", CALLER)) {
            assertThat(tracing.current()).isEqualTo(outer.context());
            try (var inner = tracing.within(Kind.INTERNAL, "transaction")) {
                assertThat(tracing.current()).isEqualTo(inner.context());
                assertThat(trace(inner.context())).isEqualTo(trace(CALLER));
            }
            assertThat(tracing.current()).isEqualTo(outer.context());
        }
        assertThat(tracing.current()).isEqualTo(TraceContext.NONE);
    }

    @Test
    default void whatNobodyAskedForIsNoTrace() {
        try (var span = tracing().within(Kind.INTERNAL, "transaction")) {
            assertThat(span.isRecorded()).isFalse();
            assertThat(span.context()).isEqualTo(TraceContext.NONE);
            assertThat(tracing().current()).isEqualTo(TraceContext.NONE);
        }
    }

    private static String trace(TraceContext context) {
        return context.traceparent().substring(3, 35);
    }
}
