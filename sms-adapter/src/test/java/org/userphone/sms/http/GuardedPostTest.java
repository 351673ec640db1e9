package org.userphone.sms.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.sms.http.FakeHttp.Reply;

@Timeout(30)
class GuardedPostTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The timeout of exchanges that last until it is over. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void aNameThatIsBoundToAnotherAddressLaterLeadsNowhereElse() throws Exception {
        var lookups = new ArrayDeque<>(List.of(HERE, InetAddress.getByName("10.0.0.1")));
        try (var http = new FakeHttp(request -> new Reply(204))) {
            var url = URI.create("http://rebound.example:" + http.port() + "/sms");
            var post =
                    new GuardedPost(
                            url,
                            TIMEOUT,
                            HERE::equals,
                            new FakeNames(host -> new InetAddress[] {lookups.remove()}));

            assertThat(post.send(Map.of(), new byte[0]).status()).isEqualTo(204);
            assertThatThrownBy(() -> post.send(Map.of(), new byte[0]))
                    .isInstanceOf(ForbiddenAddress.class);

            assertThat(http.requests())
                    .singleElement()
                    .extracting(request -> request.headers().getFirst("Host"))
                    .isEqualTo(url.getAuthority());
        }
    }

    @Test
    void ofSeveralAddressesOneThatIsAllowedIsTaken() throws Exception {
        try (var http = new FakeHttp(request -> new Reply(204))) {
            var addresses = new InetAddress[] {InetAddress.getByName("10.0.0.1"), HERE};
            var post =
                    new GuardedPost(http.url("/"), TIMEOUT, HERE::equals, FakeNames.to(addresses));

            assertThat(post.send(Map.of(), new byte[0]).status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "localhost",
            })
    void aHostThatIsAnAddressIsHeldAgainstTheRuleToo(String host) {
        try (var http = new FakeHttp(request -> new Reply(204))) {
            var url = URI.create("http://" + host + ":" + http.port() + "/");
            var post =
                    new GuardedPost(
                            url, TIMEOUT, Networks.PUBLIC, SystemDefaultDnsResolver.INSTANCE);

            assertThatThrownBy(() -> post.send(Map.of(), new byte[0]))
                    .isInstanceOf(ForbiddenAddress.class);
            assertThat(http.requests()).isEmpty();
        }
    }

    @Test
    void eachRequestHasAConnectionOfItsOwnThatNoProxySees() throws Exception {
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", "1");
        System.setProperty("socksNonProxyHosts", "");
        try (var http = new FakeHttp(request -> new Reply(204))) {
            var post =
                    new GuardedPost(
                            http.url("/"),
                            TIMEOUT,
                            HERE::equals,
                            new FakeNames(host -> new InetAddress[] {HERE}));

            assertThat(post.send(Map.of(), new byte[0]).status()).isEqualTo(204);
            assertThat(post.send(Map.of(), new byte[0]).status()).isEqualTo(204);

            assertThat(http.requests())
                    .hasSize(2)
                    .allSatisfy(
                            request ->
                                    assertThat(request.headers().get("Connection"))
                                            .containsExactly("close"));
        } finally {
            System.clearProperty("socksProxyHost");
            System.clearProperty("socksProxyPort");
            System.clearProperty("socksNonProxyHosts");
        }
    }

    @Test
    void aCookieIsNotSentBack() throws Exception {
        var cookie = Map.of("Set-Cookie", "session=1");
        try (var http = new FakeHttp(request -> new Reply(204, cookie, ""))) {
            var post =
                    new GuardedPost(
                            http.url("/"),
                            TIMEOUT,
                            HERE::equals,
                            SystemDefaultDnsResolver.INSTANCE);
            post.send(Map.of(), new byte[0]);
            post.send(Map.of(), new byte[0]);

            assertThat(http.requests())
                    .hasSize(2)
                    .noneMatch(request -> request.headers().containsKey("Cookie"));
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingGotNoRequestOverTls() throws Exception {
        try (var server = new ServerSocket(0, 1, HERE)) {
            var url = URI.create("https://127.0.0.1:" + server.getLocalPort());
            var post = new GuardedPost(url, SHORT, HERE::equals, SystemDefaultDnsResolver.INSTANCE);

            assertThatThrownBy(() -> post.send(Map.of(), new byte[0]))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aLookupThatTakesTheWholeTimeLeavesNoneForTheRequest() {
        var timeout = Duration.ofMillis(10);
        try (var http = new FakeHttp(request -> new Reply(204))) {
            var names =
                    new FakeNames(
                            host -> {
                                passes(timeout);
                                return new InetAddress[] {HERE};
                            });
            var post = new GuardedPost(http.url("/"), timeout, HERE::equals, names);

            assertThatThrownBy(() -> post.send(Map.of(), new byte[0]))
                    .isInstanceOf(ConnectException.class);
            assertThat(http.requests()).isEmpty();
        }
    }

    /**
     * Returns when the timeout is over, and after every timeout that ends before: one thread of
     * Java's ends all of them in their order.
     */
    private static void passes(Duration timeout) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, timeout.toMillis(), MILLISECONDS)
                .join();
    }

    @Test
    void whereNobodyListensNothingWasSent() throws Exception {
        URI url;
        try (var server = new ServerSocket(0, 1, HERE)) {
            url = URI.create("http://127.0.0.1:" + server.getLocalPort());
        }
        var post = new GuardedPost(url, TIMEOUT, HERE::equals, SystemDefaultDnsResolver.INSTANCE);

        assertThatThrownBy(() -> post.send(Map.of(), new byte[0]))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void theBodyOfAnAnswerIsNotRead() throws Exception {
        assertThat(answer("HTTP/1.1 200 OK\r\n\r\n", out -> out.write(new byte[1024])))
                .isEqualTo(new HttpAnswer(200, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void anAnswerOfAlmost64KibIsReadHoweverManyHeadersItHas(int headers) throws Exception {
        var header = "X: " + "y".repeat(60_000 / headers) + "\r\n";
        var text = "HTTP/1.1 200 OK\r\n" + header.repeat(headers) + "Retry-After: 7\r\n\r\n";

        assertThat(answer(text, GuardedPostTest::hangUp))
                .isEqualTo(new HttpAnswer(200, Optional.of("7")));
    }

    @Test
    void anAnswerOfMoreThan64KibIsNotReadToItsEnd() {
        assertThatThrownBy(
                        () ->
                                answer(
                                        "HTTP/1.1 200 OK\r\n",
                                        out -> out.write("X: y\r\n".getBytes(UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessage("more than 65536 bytes");
    }

    @Test
    void anAnswerThatDripsIsCutOffWhenTheTimeIsUp() {
        assertThatThrownBy(
                        () ->
                                answer(
                                        SHORT,
                                        "HTTP/1.1 200 OK\r\n",
                                        out -> {
                                            Thread.sleep(100);
                                            out.write('X');
                                        }))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nRETRY-AFTER: 7\r\n\r\n",
                "HTTP/1.0 202\r\nA: b\r\nRetry-After:7 \r\n\r\n{}"
            })
    void theFinalAnswerCounts(String text) throws Exception {
        assertThat(answer(text, GuardedPostTest::hangUp))
                .isEqualTo(new HttpAnswer(202, Optional.of("7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "SSH-2.0-server\r\n\r\n", "\r\n\r\n"})
    void whatIsNoWholeAnswerIsNone(String text) {
        assertThatThrownBy(() -> answer(text, GuardedPostTest::hangUp))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    /** What a server does after the beginning of its answer, again and again until it fails. */
    @FunctionalInterface
    private interface Talk {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private static void hangUp(OutputStream out) throws IOException {
        throw new IOException("enough said");
    }

    /** What is made of an answer that begins with this text, byte for byte, and goes on. */
    private static HttpAnswer answer(String beginning, Talk more) throws IOException {
        return answer(TIMEOUT, beginning, more);
    }

    private static HttpAnswer answer(Duration timeout, String beginning, Talk more)
            throws IOException {
        var threads = Executors.newSingleThreadExecutor();
        try (var server = new ServerSocket(0, 1, HERE)) {
            Callable<Void> talk =
                    () -> {
                        try (var socket = server.accept()) {
                            while (socket.getInputStream().read() != '}') {
                                continue;
                            }
                            socket.getOutputStream().write(beginning.getBytes(UTF_8));
                            while (true) {
                                more.to(socket.getOutputStream());
                            }
                        }
                    };
            threads.submit(talk);
            var url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            return new GuardedPost(url, timeout, HERE::equals, SystemDefaultDnsResolver.INSTANCE)
                    .send(Map.of(), "{}".getBytes(UTF_8));
        } finally {
            threads.shutdownNow();
        }
    }
}
