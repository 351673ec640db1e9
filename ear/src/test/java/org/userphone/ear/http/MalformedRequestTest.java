package org.userphone.ear.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestTest {

    private static BarePort port;

    @BeforeAll
    static void open() {
        port = BarePort.open(BarePort.SETTINGS);
    }

    @AfterAll
    static void close() {
        port.awaitNothingHeld();
        assertThat(port.calls()).isEqualTo(11);
        port.close();
    }

    static List<MalformedRequest> requests() {
        return MalformedRequest.all();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itIsRefusedOnceAndTheConnectionEnds(MalformedRequest request) {
        try (var client = port.connect()) {
            assertThat(client.send(request.bytes()).readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .containsOnlyOnce("HTTP/1.1")
                    .contains("\r\nConnection: close\r\n")
                    .endsWith("{\"code\":3,\"message\":\"Bad Request\"}");
        }
    }

    @Test
    void thereAreMoreThanFifty() {
        assertThat(requests()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n\r\n",
                "GET /a?b=%20&c=[d] HTTP/1.1\r\nhost: x\r\n\r\n",
                "GET http://x/a HTTP/1.1\r\nHost: y\r\n\r\n",
                "GET https://x HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
                "BREW /\u00c3\u00a9 HTTP/1.1\r\nHost: x\r\nA:\r\nB: \u00e9\t\"\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\ncontent-length:  02  \r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: CHUNKED\r\n\r\n2\r\nab\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\na",
                "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nTE: trailers\r\nKeep-Alive: 1\r\n\r\n"
            })
    void whatIsWellFormedPasses(String request) {
        try (var client = port.connect()) {
            client.send(request).end();
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1");
        }
    }
}
