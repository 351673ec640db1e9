package org.userphone.domain;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The place in a trace at which somebody else's work, or later work, goes on: the two headers of
 * W3C Trace Context. It holds ids only, and nothing about a person.
 *
 * @param traceparent the ids of the trace and of the span, and whether they are recorded; empty if
 *     there is no trace, and for a text that is no traceparent
 * @param tracestate what other vendors' systems add for themselves; empty if they add nothing, or
 *     more than {@value #MAX_TRACESTATE} characters
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record TraceContext(String traceparent, String tracestate) {

    /** The most characters of a tracestate: as many as the specification asks to hand on. */
    public static final int MAX_TRACESTATE = 512;

    /** No trace. */
    public static final TraceContext NONE = new TraceContext("", "");

    /** Versions to come may add fields at the end. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-\\S{0,64})?");

    public TraceContext {
        if (!traceparent.isEmpty() && !TRACEPARENT.matcher(traceparent).matches()) {
            traceparent = "";
        }
        if (traceparent.isEmpty() || tracestate.length() > MAX_TRACESTATE) {
            tracestate = "";
        }
    }

    /** Whether there is no trace. */
    public boolean isNone() {
        return traceparent.isEmpty();
    }

    /** The headers that hand the context on; none if there is no trace. */
    public Map<String, String> headers() {
        if (isNone()) {
            return Map.of();
        }
        return tracestate.isEmpty()
                ? Map.of("traceparent", traceparent)
                : Map.of("traceparent", traceparent, "tracestate", tracestate);
    }

    /**
     * As the log has it at the end of a line, {@code " trace=… span=…"}; empty if there is no
     * trace.
     */
    public String inLog() {
        return isNone()
                ? ""
                : " trace="
                        + traceparent.substring(3, 35)
                        + " span="
                        + traceparent.substring(36, 52);
    }
}
