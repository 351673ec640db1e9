package org.userphone.ear;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.ear.http.MalformedRequest;
import org.userphone.ear.http.RawConnection;

/** What the HTTP port lets in, from the moment on at which it is open. */
class HttpPortIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String BEAN = "org.userphone:type=HttpPort";
    private static final String CONNECTIONS = "20";
    private static final int PORT = FreePorts.find(1).get(0);

    /** A path and its answer, from the first connection on until the program is ready. */
    private static final List<String> WHILE_STARTING = new ArrayList<>();

    private static Program program;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var settings = new HashMap<>(ISSUER.settings());
        settings.put("USERPHONE_HTTP_PORT", Integer.toString(PORT));
        settings.put("USERPHONE_REQUEST_DEADLINE", "PT0.5S");
        settings.put("USERPHONE_HTTP_CONNECTIONS_ADDRESS", CONNECTIONS);
        program = Program.start(folder, settings);
        program.await(
                "ready",
                () -> {
                    for (var path : List.of("/health/live", "/health/started", "/v2/users/a")) {
                        answer(get(path)).ifPresent(text -> WHILE_STARTING.add(path + " " + text));
                    }
                    return answer(get("/health/ready")).filter(HttpPortIT::isGood).isPresent();
                });
    }

    @AfterAll
    static void stop() {
        LogSearch.assertClean(program);
        program.close();
    }

    @Test
    void untilItIsReadyItSaysSo() {
        assertThat(WHILE_STARTING)
                .anyMatch(answer -> answer.startsWith("/v2/users/a HTTP/1.1 503 "))
                .anyMatch(answer -> answer.startsWith("/health/started HTTP/1.1 503 "))
                .allMatch(
                        answer ->
                                answer.startsWith("/health/live HTTP/1.1 200 ")
                                        || answer.matches(
                                                "(?s)/health/started HTTP/1.1 (200|503) .*\\{\"status\":.*")
                                        || answer.matches(
                                                "(?s)/v2/users/a HTTP/1.1 503 .*\r\nRetry-After: 1\r\n.*"
                                                        + "\\{\"code\":14,\"message\":\"userphone is starting\"}")
                                        || answer.startsWith("/v2/users/a HTTP/1.1 401 "));
    }

    static List<MalformedRequest> malformedRequests() {
        return MalformedRequest.all();
    }

    @ParameterizedTest
    @MethodSource("malformedRequests")
    void aMalformedRequestIsRefusedOnceAndTheConnectionEnds(MalformedRequest request) {
        assertThat(answer(request.bytes()).orElseThrow())
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1")
                .contains("\r\nConnection: close\r\n", "\r\nX-Request-Id: ")
                .endsWith("{\"code\":3,\"message\":\"Bad Request\"}");
    }

    @Test
    void aTokenOfManyGroupsIsTakenOverEveryWireForm() {
        var groups = IntStream.range(0, 1500).mapToObj("group%d"::formatted).toArray(String[]::new);
        var token = ISSUER.token("alice", "300000000000000001", groups);
        assertThat(token).hasSizeBetween(16_000, 24_000);
        var channel = program.channel();
        var wires = new WireForm.Program(program.base(), channel);

        assertThat(WireForm.ALL)
                .allSatisfy(
                        form -> {
                            var head = Map.of("authorization", "Bearer " + token);
                            var body = "{\"userId\":\"alice\"}";
                            var answer = form.call(wires, "GetUserByID", body, head);
                            assertThat(((Status) answer.orElseThrow()).getCode())
                                    .isEqualTo(Code.NOT_FOUND_VALUE);
                        });
        channel.shutdownNow();
    }

    @Test
    void aHeadThatIsTooLongIsRefusedInTheProtocolsShape() {
        assertThat(answer(get("/v2/users/alice", "Cookie: " + "a".repeat(33_000))).orElseThrow())
                .startsWith("HTTP/1.1 431 ")
                .contains(
                        "\r\nX-Request-Id: ",
                        "\r\nCache-Control: no-store\r\n",
                        "\r\nX-Content-Type-Options: nosniff\r\n")
                .endsWith("{\"code\":3,\"message\":\"Request Header Fields Too Large\"}");
    }

    @Test
    void slowRequestsAreAnsweredInTimeAndLeaveNothingBehind() throws Exception {
        program.awaitAttribute("no connection", BEAN, "Connections", count -> count == 0);
        int most = Integer.parseInt(CONNECTIONS);
        var slow = Stream.generate(HttpPortIT::connect).limit(most).toList();
        slow.forEach(
                one ->
                        one.send(
                                "POST /v2/users HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"));
        try (var beyond = connect()) {
            assertThat(beyond.readAll()).as("beyond the share of its address").isEmpty();
        }

        assertThat(slow)
                .allSatisfy(
                        one ->
                                assertThat(one.readAll())
                                        .startsWith("HTTP/1.1 408 ")
                                        .endsWith("{\"code\":4,\"message\":\"Request Timeout\"}"));

        slow.forEach(RawConnection::close);
        for (var held : List.of("Connections", "Addresses", "HeldBytes", "Deadlines")) {
            program.awaitAttribute("nothing held", BEAN, held, value -> value == 0);
        }
    }

    private static String get(String path, String... headers) {
        return Stream.of(headers)
                .map(header -> header + "\r\n")
                .collect(
                        joining(
                                "",
                                "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                                "\r\n"));
    }

    /** Of one request on a connection of its own; empty if nothing listens. */
    private static Optional<String> answer(String request) {
        if (!isOpen()) {
            return Optional.empty();
        }
        try (var connection = connect()) {
            return Optional.of(connection.send(request).readAll());
        }
    }

    private static boolean isOpen() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static RawConnection connect() {
        return new RawConnection("127.0.0.1", PORT);
    }

    private static boolean isGood(String answer) {
        return answer.startsWith("HTTP/1.1 200 ");
    }
}
