package org.userphone.ear.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private final BarePort port = new BarePort(BarePort.SETTINGS);

    @AfterEach
    void close() {
        port.close();
    }

    private String get(String path) {
        try (var client = port.connect()) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").readAll();
        }
    }

    @Test
    void untilTheApplicationIsReadyItIsStarting() {
        assertThat(get("/v2/users/alice"))
                .startsWith("HTTP/1.1 503 ")
                .contains(
                        "\r\nRetry-After: 1\r\n",
                        "\r\nX-Request-Id: ",
                        "\r\nCache-Control: no-store\r\n",
                        "\r\nX-Content-Type-Options: nosniff\r\n")
                .endsWith("{\"code\":14,\"message\":\"userphone is starting\"}");
        assertThat(get("/health/live?a=b"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"UP\",\"checks\":[]}");
        for (var path : new String[] {"/health", "/health/started", "/health/ready"}) {
            assertThat(get(path))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("{\"status\":\"DOWN\",\"checks\":[]}");
        }
        assertThat(port.calls()).isZero();

        port.gate().open();

        try (var client = port.connect()) {
            client.send("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).endsWith("GET /health/ready 0");
        }
    }

    @Test
    void whenTheApplicationStopsItIsAliveAndNotReady() {
        port.gate().open();
        port.gate().close();

        assertThat(get("/"))
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 1\r\n")
                .endsWith("{\"code\":14,\"message\":\"userphone is stopping\"}");
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/started")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 503 ");
        assertThat(port.calls()).isZero();
    }
}
