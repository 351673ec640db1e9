package org.userphone.ear.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.http.BarePort.LONG_BYTES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeRequestFilterTest {

    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LONG = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /b HTTP/1.1\r\nHost: x\r\n";
    private static final String COUNTED = POST + "Content-Length: 10\r\n\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final PortSettings SETTINGS = BarePort.SETTINGS;

    /** In less than the slow clients of these tests take. */
    private static final PortSettings HASTY =
            new PortSettings(Duration.ofMillis(200), 8192, 1000, 1000, List.of(), false);

    private static final int DRIP_MILLIS = 20;

    private final List<BarePort> ports = new ArrayList<>();

    private BarePort port(PortSettings settings) {
        var port = BarePort.open(settings);
        ports.add(port);
        return port;
    }

    @Test
    void http2IsTakenFromTrustedProxiesOnly() {
        var h2c = new PortSettings(Duration.ofMinutes(1), 8192, 1000, 1000, List.of(), true);
        try (var client = port(h2c).connect()) {
            assertThat(client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").readAll())
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void anAnswerThatIsNotFetchedHoldsNoThread() {
        var port = port(SETTINGS);
        var slow = Stream.generate(port::connect).limit(10).toList();
        slow.forEach(client -> client.send(LONG));
        BarePort.await(() -> port.calls() == slow.size());

        try (var client = port.connect()) {
            assertThat(client.send(GET).answer()).endsWith("GET /a 0");
        }
        assertThat(port.holdings().getHeldBytes()).isPositive();

        assertThat(slow)
                .allSatisfy(client -> assertThat(client.answer()).hasSizeGreaterThan(LONG_BYTES));
        BarePort.await(() -> port.holdings().getHeldBytes() == 0);
        slow.forEach(RawConnection::close);
        port.awaitNothingHeld();
    }

    @Test
    void anAnswerThatIsNotFetchedInTimeIsThrownAway() {
        var port = port(HASTY);
        try (var client = port.connect()) {
            client.send(LONG);

            BarePort.await(() -> port.calls() == 1 && port.holdings().getConnections() == 0);
            assertThat(client.readAll()).hasSizeLessThan(LONG_BYTES);
        }
        port.awaitNothingHeld();
    }

    @Test
    void ofAnswersThatAreNotFetchedOneAddressHoldsSoMuchAndIsCutOff() {
        var port = BarePort.open(SETTINGS, LONG_BYTES / 4);
        ports.add(port);
        try (var client = port.connect()) {
            client.send(LONG);

            BarePort.await(() -> port.calls() == 1 && port.holdings().getConnections() == 0);
            assertThat(client.readAll()).hasSizeLessThan(LONG_BYTES);
        }
        port.awaitNothingHeld();
    }

    @AfterEach
    void close() {
        ports.forEach(BarePort::close);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COUNTED + "0123456789",
                CHUNKED + "a\r\n0123456789\r\n0\r\n\r\n",
                CHUNKED + "4;ext=\"1\"\r\n0123\r\n6\r\n456789\r\n0\r\nTrailer: t\r\n\r\n",
                POST + "Content-Length: 10\r\nUpgrade: h2c\r\n\r\n0123456789",
                "\r\n" + COUNTED + "0123456789"
            })
    void aRequestIsAnsweredHoweverItsBytesCome(String request) {
        var port = port(SETTINGS);
        for (int split = 0; split < request.length(); split++) {
            try (var client = port.connect()) {
                client.send(request.substring(0, split));
                client.send(request.substring(split) + GET);

                assertThat(client.answer()).endsWith("POST /b 10");
                assertThat(client.answer()).endsWith("GET /a 0");
            }
        }
        assertThat(port.calls()).isEqualTo(2 * request.length());
        port.awaitNothingHeld();
    }

    @Test
    void theApplicationIsAskedOnlyWhenARequestIsWhole() {
        var port = port(SETTINGS);
        try (var client = port.connect()) {
            client.send(COUNTED + "01234");
            BarePort.await(() -> port.holdings().getHeldBytes() > 0);
            assertThat(port.calls()).isZero();

            client.send("56789");

            assertThat(client.answer()).endsWith("POST /b 10");
            assertThat(port.holdings().getHeldBytes()).isZero();
            assertThat(port.holdings().getDeadlines()).isZero();
        }
    }

    @Test
    void requestsThatAreNotWholeKeepNoThread() {
        var port = port(SETTINGS);
        var slow = Stream.generate(port::connect).limit(50).toList();
        slow.forEach(client -> client.send(COUNTED + "0"));
        BarePort.await(() -> port.holdings().getDeadlines() == slow.size());

        try (var client = port.connect()) {
            assertThat(client.send(GET).answer()).endsWith("GET /a 0");
        }

        slow.forEach(RawConnection::close);
        port.awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, COUNTED + "0123456789", CHUNKED + "100\r\n012345678901234567890"})
    void whoDripsIsNotWaitedForAnyLonger(String request) {
        var port = port(HASTY);
        try (var client = port.connect()) {
            int at = 0;
            client.send(request.substring(at, at + 1));
            while (!client.hears(DRIP_MILLIS)) {
                at++;
                client.send(request.substring(at, at + 1));
            }

            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\r\nX-Request-Id: ", "\r\nConnection: close\r\n")
                    .endsWith("{\"code\":4,\"message\":\"Request Timeout\"}");
        }
        assertThat(port.calls()).isZero();
        port.awaitNothingHeld();
    }

    @Test
    void aClientThatAsksIsToldToGoOn() {
        var port = port(SETTINGS);
        try (var client = port.connect()) {
            client.send(COUNTED.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
            assertThat(client.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            client.send("0123456789");

            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("POST /b 10");
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedByTheApplicationBeforeItsEnd() {
        var port = port(SETTINGS);
        var body = "x".repeat(1_000_000);
        for (var request :
                List.of(
                        POST + "Content-Length: " + body.length() + "\r\n\r\n" + body,
                        CHUNKED + "f4240\r\n" + body + "\r\n0\r\n\r\n")) {
            int most = request.length() - 100;
            try (var client = port.connect()) {
                client.send(request.substring(0, most));
                assertThat(client.answer()).endsWith("POST /b 131082");

                client.send(request.substring(most) + GET);
                assertThat(client.answer()).endsWith("GET /a 0");
            }
        }
        port.awaitNothingHeld();
    }

    @Test
    void theRestOfABodyThatIsTooLongHasToComeInTimeToo() {
        var port = port(HASTY);
        try (var client = port.connect()) {
            client.send(POST + "Content-Length: 1000000\r\n\r\n" + "x".repeat(140_000));

            assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").endsWith("POST /b 131082");
        }
        port.awaitNothingHeld();
    }

    @Test
    void requestsThatComeAtOnceAreAnsweredInTheirOrder() {
        var port = port(SETTINGS);
        try (var client = port.connect()) {
            client.send(GET + COUNTED + "0123456789" + GET + "GET /c HTTP/1.1\r\nHo");

            assertThat(client.answer()).endsWith("GET /a 0");
            assertThat(client.answer()).endsWith("POST /b 10");
            assertThat(client.answer()).endsWith("GET /a 0");

            client.send("st: x\r\n\r\n");
            assertThat(client.answer()).endsWith("GET /c 0");
        }
    }

    @Test
    void nothingIsReadAfterTheLastRequest() {
        var port = port(SETTINGS);
        try (var client = port.connect()) {
            client.send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n") + GET);

            assertThat(client.readAll()).containsOnlyOnce("HTTP/1.1").endsWith("GET /a 0");
        }
        assertThat(port.calls()).isEqualTo(1);
    }

    @Test
    void aHeadThatIsTooLongIsRefused() {
        var port = port(SETTINGS);
        var fits = GET.replace("\r\n\r\n", "\r\nA: " + "a".repeat(8192 - 33) + "\r\n\r\n");
        try (var client = port.connect()) {
            assertThat(fits.length()).isEqualTo(8192);
            assertThat(client.send(fits).answer()).endsWith("GET /a 0");

            client.send(fits.replace("A:", "AA:"));

            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 431 ")
                    .contains("\r\nX-Request-Id: ")
                    .endsWith("{\"code\":3,\"message\":\"Request Header Fields Too Large\"}");
        }
        port.awaitNothingHeld();
    }

    @Test
    void aConnectionBeyondTheShareOfItsAddressIsClosed() {
        var port = port(new PortSettings(Duration.ofMinutes(1), 8192, 100, 2, List.of(), false));
        var first = port.connect();
        var second = port.connect();
        assertThat(first.send(GET).answer()).endsWith("GET /a 0");
        assertThat(second.send(GET).answer()).endsWith("GET /a 0");
        try (var third = port.connect()) {
            assertThat(third.readAll()).isEmpty();
        }

        first.close();
        BarePort.await(() -> port.holdings().getConnections() == 1);

        try (var fourth = port.connect()) {
            assertThat(fourth.send(GET).answer()).endsWith("GET /a 0");
        }
        second.close();
        port.awaitNothingHeld();
    }

    static Stream<Consumer<RawConnection>> breaks() {
        return Stream.of(
                RawConnection::close,
                RawConnection::reset,
                client -> {
                    client.end();
                    client.readAll();
                    client.close();
                },
                client -> {
                    client.send("\u0000\u0000\r\n\r\nzz\r\n");
                    client.hears(DRIP_MILLIS);
                    client.reset();
                });
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void nothingIsHeldWhenTheConnectionIsGone(Consumer<RawConnection> breaking) {
        var port = port(SETTINGS);
        var beginnings =
                Stream.of(
                                "",
                                "G",
                                GET,
                                GET.substring(0, 20),
                                COUNTED,
                                COUNTED + "0",
                                COUNTED.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"),
                                CHUNKED,
                                CHUNKED + "5\r\n01",
                                CHUNKED + "5\r\n01234\r\n0\r\nTrai",
                                POST + "Content-Length: 999999\r\n\r\n" + "x".repeat(140_000),
                                "G G G\r\n\r\n",
                                GET + "G")
                        .toList();
        for (var beginning : beginnings) {
            var client = port.connect();
            client.send(beginning);
            breaking.accept(client);
        }
        port.awaitNothingHeld();
    }
}
