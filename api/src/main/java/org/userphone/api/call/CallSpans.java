package org.userphone.api.call;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.rpc.Code;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.Supplier;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.Tracing.Span;

/**
 * Makes each request a span that goes on with the trace of its caller, by OpenTelemetry's semantic
 * conventions for RPC, and for HTTP over JSON. A span has the name of the call and what came of it,
 * and nothing that the request holds: no path, because it names users, and no header.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/rpc/">conventions for RPC</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">for HTTP</a>
 */
@ApplicationSingleton
public class CallSpans {

    /** The part of {@code google.api.http} that is a verb with its path. */
    private static final OneofDescriptor PATTERN = HttpRule.getDescriptor().getOneofs().get(0);

    private final Tracing tracing;

    @Inject
    public CallSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Does the work of a call in a span, whatever it returns or throws. */
    <T> T around(MethodDescriptor method, Dispatcher.Head head, Supplier<T> work) {
        return tracing.isOn() ? in(begin(method, head), head, work) : work.get();
    }

    /**
     * Does the work of a request that is no call of the contract in a span.
     *
     * @param name of few different ones
     */
    <T> T around(String name, Dispatcher.Head head, Supplier<T> work) {
        return tracing.isOn()
                ? in(tracing.begin(Kind.SERVER, name, caller(head)), head, work)
                : work.get();
    }

    private static <T> T in(Span begun, Dispatcher.Head head, Supplier<T> work) {
        try (var span = begun) {
            head.record().traced(span.context());
            var code = Code.INTERNAL;
            try {
                var answer = work.get();
                code = Code.OK;
                return answer;
            } catch (RuntimeException e) { // rethrown
                code = Statuses.code(e);
                throw e;
            } finally {
                end(span, head.form(), code);
            }
        }
    }

    private Span begin(MethodDescriptor method, Dispatcher.Head head) {
        if (head.form() == Form.JSON) {
            var rule = method.getOptions().getExtension(AnnotationsProto.http);
            var verb = rule.getPatternCase().name();
            var path = (String) rule.getField(rule.getOneofFieldDescriptor(PATTERN));
            return tracing.begin(Kind.SERVER, verb + " " + path, caller(head))
                    .set("http.request.method", verb)
                    .set("http.route", path);
        }
        var service = method.getService().getFullName();
        return tracing.begin(Kind.SERVER, service + "/" + method.getName(), caller(head))
                .set("rpc.system", head.form() == Form.CONNECT ? "connect_rpc" : "grpc")
                .set("rpc.service", service)
                .set("rpc.method", method.getName());
    }

    /** A request with several traceparents has none, by the specification. */
    private static TraceContext caller(Dispatcher.Head head) {
        var parents = head.values().apply("traceparent");
        return parents.size() == 1
                ? new TraceContext(
                        parents.get(0), String.join(",", head.values().apply("tracestate")))
                : TraceContext.NONE;
    }

    private static void end(Span span, Form form, Code code) {
        switch (form) {
            case JSON, SCIM ->
                    span.set("http.response.status_code", HttpStatus.of(code.getNumber()));
            case GRPC, GRPC_WEB -> span.set("rpc.grpc.status_code", code.getNumber());
            case CONNECT -> {
                if (code != Code.OK) {
                    span.set("rpc.connect_rpc.error_code", word(code));
                }
            }
        }
        if (isOurs(code)) {
            span.fail(word(code));
        }
    }

    /** Whether the server is to blame, and not its caller. */
    private static boolean isOurs(Code code) {
        return switch (code) {
            case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                    true;
            default -> false;
        };
    }

    private static String word(Code code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
