package org.userphone.domain;

/**
 * Records what a request makes the application do as one trace of spans, from the request to the
 * SMS that is delivered later. Spans say what took how long and what failed: they hold ids, and
 * neither codes, phone numbers, tokens nor names.
 *
 * <p>Recording is never in the way of the work: no method waits for anything or throws. The current
 * span is that of the thread, so a span has to be closed by the thread that began it.
 */
public interface Tracing {

    /** Records nothing, and has no context to hand on. */
    Tracing OFF = new NoTracing();

    /** What a span is in a trace, as OpenTelemetry has it. */
    enum Kind {
        /** A call that somebody makes here. */
        SERVER,
        /** Work on a message that was promised before. */
        CONSUMER,
        /** A request to somebody else. */
        CLIENT,
        /** A step inside the application. */
        INTERNAL
    }

    /** Whether anything is recorded. */
    boolean isOn();

    /**
     * Begins a span that goes on where the context is, or begins a new trace if there is none.
     *
     * @param name of few different ones: what is done, and not to whom
     */
    Span begin(Kind kind, String name, TraceContext parent);

    /** Begins a span in the current one. Where there is none, nothing is recorded. */
    Span within(Kind kind, String name);

    /** The context of the current span; {@link TraceContext#NONE} if there is none. */
    TraceContext current();

    /** A span that has begun; its end is {@link #close}. */
    interface Span extends AutoCloseable {

        /** Whether somebody may look at what the span is told. */
        boolean isRecorded();

        /** Sets an attribute, by its name in OpenTelemetry's semantic conventions. */
        Span set(String attribute, String value);

        /** As {@link #set(String, String)}. */
        Span set(String attribute, long value);

        /** Something happened now. */
        void event(String name);

        /**
         * What the span is about has failed.
         *
         * @param type a class of exceptions, or a word of few different ones
         */
        void fail(String type);

        /** Where work for this span goes on elsewhere. */
        TraceContext context();

        @Override
        void close();
    }
}
