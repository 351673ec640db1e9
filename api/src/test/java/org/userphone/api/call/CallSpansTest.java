package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.RecordedTracing;
import org.userphone.domain.RecordedTracing.Ended;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;

class CallSpansTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final MethodDescriptor SET_PHONE =
            Rpcs.methods()
                    .filter(method -> method.getName().equals("SetPhone"))
                    .findFirst()
                    .orElseThrow();

    private final RecordedTracing tracing = new RecordedTracing();

    @Test
    void overJsonASpanFollowsTheConventionsOfHttp() {
        make(Form.JSON, Map.of());

        assertThat(span().kind()).isEqualTo(Kind.SERVER);
        assertThat(span().name()).isEqualTo("POST /v2/users/{user_id}/phone");
        assertThat(span().attributes())
                .containsOnly(
                        Map.entry("http.request.method", "POST"),
                        Map.entry("http.route", "/v2/users/{user_id}/phone"),
                        Map.entry("http.response.status_code", 200L));
    }

    @ParameterizedTest
    @EnumSource(names = {"GRPC", "GRPC_WEB"})
    void overGrpcItFollowsThoseOfGrpc(Form form) {
        make(form, Map.of());

        assertThat(span().name()).isEqualTo("zitadel.user.v2.UserService/SetPhone");
        assertThat(span().attributes())
                .containsOnly(
                        Map.entry("rpc.system", "grpc"),
                        Map.entry("rpc.service", "zitadel.user.v2.UserService"),
                        Map.entry("rpc.method", "SetPhone"),
                        Map.entry("rpc.grpc.status_code", 0L));
    }

    @Test
    void overConnectItNamesTheErrorIfThereIsOne() {
        refused(Form.CONNECT, new Rejection(Reason.USER_NOT_FOUND));

        assertThat(span().attributes())
                .containsEntry("rpc.system", "connect_rpc")
                .containsEntry("rpc.connect_rpc.error_code", "not_found");
        assertThat(span().failure()).as("a fault of the caller's").isEmpty();
    }

    @Test
    void whatIsNoCallHasItsName() {
        spans().around("ListScimUsers", head(Form.SCIM, Map.of()), () -> "done");

        assertThat(span().name()).isEqualTo("ListScimUsers");
    }

    @Test
    void aFaultOfOursIsAFailure() {
        refused(Form.GRPC, new IllegalStateException("a text with +41791234567"));

        assertThat(span().failure()).contains("internal");
        assertThat(span().toString()).doesNotContain("4179");
    }

    @Test
    void theTraceOfTheCallerGoesOn() {
        make(
                Form.JSON,
                Map.of("traceparent", List.of(PARENT), "tracestate", List.of("a=1", "b=2")));

        assertThat(span().parent()).isEqualTo(new TraceContext(PARENT, "a=1,b=2"));
    }

    @Test
    void twoTraceparentsAreNone() {
        make(Form.JSON, Map.of("traceparent", List.of(PARENT, PARENT)));

        assertThat(span().parent()).isEqualTo(TraceContext.NONE);
    }

    @Test
    void theLineOfTheLogHasTheIdsOfItsTraceAndItsSpan() {
        var head = head(Form.JSON, Map.of("traceparent", List.of(PARENT)));

        spans().around(SET_PHONE, head, () -> "done");

        assertThat(head.record().line("POST", "/", "200"))
                .endsWith(" trace=0af7651916cd43dd8448eb211c80319c span=0000000000000001");
    }

    @Test
    void whileTracesAreOffNoHeaderIsLookedAt() {
        var head =
                new Dispatcher.Head(
                        Form.JSON,
                        "",
                        name -> {
                            throw new AssertionError(name);
                        },
                        new RequestRecord("", List.of()));

        assertThat(new CallSpans(Tracing.OFF).around(SET_PHONE, head, () -> 1)).isEqualTo(1);
        assertThat(head.record().line("POST", "/", "200")).doesNotContain("trace=");
    }

    @Test
    void whileTracesAreOffARequestTakesNoMemoryForThem() {
        var spans = new CallSpans(Tracing.OFF);
        var head = head(Form.JSON, Map.of());
        Supplier<String> work = () -> "done";
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        spans.around(SET_PHONE, head, work);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            spans.around(SET_PHONE, head, work);
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(taken).as("bytes of 100,000 requests").isLessThan(100_000);
    }

    private CallSpans spans() {
        return new CallSpans(tracing);
    }

    private Ended span() {
        return tracing.ended().get(0);
    }

    private void make(Form form, Map<String, List<String>> headers) {
        assertThat(spans().around(SET_PHONE, head(form, headers), () -> "done")).isEqualTo("done");
    }

    private void refused(Form form, RuntimeException why) {
        assertThatThrownBy(
                        () ->
                                spans().around(
                                                SET_PHONE,
                                                head(form, Map.of()),
                                                () -> {
                                                    throw why;
                                                }))
                .isSameAs(why);
    }

    private static Dispatcher.Head head(Form form, Map<String, List<String>> headers) {
        return new Dispatcher.Head(
                form,
                "",
                name -> headers.getOrDefault(name, List.of()),
                new RequestRecord("", List.of()));
    }
}
