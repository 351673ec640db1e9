package org.userphone.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tracing in a list, for tests; it passes the same contract as the real one. Ids are counted, and
 * spans are those that have ended, in the order of their ends.
 */
public final class RecordedTracing implements Tracing {

    /**
     * A span that has ended.
     *
     * @param parent the context in which it began
     */
    public record Ended(
            Kind kind,
            String name,
            TraceContext parent,
            TraceContext context,
            Map<String, Object> attributes,
            List<String> events,
            Optional<String> failure) {}

    private final List<Ended> ended = new ArrayList<>();
    private final ThreadLocal<Deque<TraceContext>> open = ThreadLocal.withInitial(ArrayDeque::new);
    private int spans;

    /** The spans that have ended. */
    public synchronized List<Ended> ended() {
        return List.copyOf(ended);
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Kind kind, String name, TraceContext parent) {
        return new Open(kind, name, parent, next(parent));
    }

    private synchronized TraceContext next(TraceContext parent) {
        spans++;
        var trace =
                parent.isNone() ? "%032x".formatted(spans) : parent.traceparent().substring(3, 35);
        return new TraceContext("00-%s-%016x-01".formatted(trace, spans), parent.tracestate());
    }

    @Override
    public Span within(Kind kind, String name) {
        return current().isNone() ? OFF.within(kind, name) : begin(kind, name, current());
    }

    @Override
    public TraceContext current() {
        var current = open.get().peek();
        return current == null ? TraceContext.NONE : current;
    }

    private final class Open implements Span {

        private final Kind kind;
        private final String name;
        private final TraceContext parent;
        private final TraceContext context;
        private final Map<String, Object> attributes = new LinkedHashMap<>();
        private final List<String> events = new ArrayList<>();
        private Optional<String> failure = Optional.empty();

        Open(Kind kind, String name, TraceContext parent, TraceContext context) {
            this.kind = kind;
            this.name = name;
            this.parent = parent;
            this.context = context;
            open.get().push(context);
        }

        @Override
        public boolean isRecorded() {
            return true;
        }

        @Override
        public Span set(String attribute, String value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public void event(String what) {
            events.add(what);
        }

        @Override
        public void fail(String type) {
            failure = Optional.of(type);
        }

        @Override
        public TraceContext context() {
            return context;
        }

        @Override
        public void close() {
            open.get().pop();
            synchronized (RecordedTracing.this) {
                ended.add(new Ended(kind, name, parent, context, attributes, events, failure));
            }
        }
    }
}
