package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLocationsTest {

    private final KeyLocations locations = new KeyLocations();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void keysAreFetchedByUrl() throws IOException {
        String url = serve("/keys", exchange -> answer(exchange, 200, "{\"keys\":[]}"));

        assertThat(locations.read(url)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void aRedirectOfTheSameSchemeIsFollowed() throws IOException {
        serve("/keys", exchange -> answer(exchange, 200, "keys"));
        String url = serve("/moved", exchange -> redirect(exchange, "/keys"));

        assertThat(locations.read(url)).isEqualTo("keys");
    }

    @Test
    void aRedirectToAFileIsNotFollowed() {
        String url = serve("/moved", exchange -> redirect(exchange, "file:///etc/hostname"));

        assertThatThrownBy(() -> locations.read(url)).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerOtherThan200IsAnError() {
        String url = serve("/keys", exchange -> answer(exchange, 500, "keys"));

        assertThatThrownBy(() -> locations.read(url))
                .isInstanceOf(IOException.class)
                .hasMessage("status 500");
    }

    @Test
    void anAnswerThatNeverEndsIsAnError() {
        String url =
                serve(
                        "/keys",
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            byte[] part = new byte[8192];
                            try (var out = exchange.getResponseBody()) {
                                while (true) {
                                    out.write(part);
                                }
                            }
                        });

        assertThatThrownBy(() -> locations.read(url))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 524288 bytes");
    }

    @Test
    void anAnswerThatStopsHalfWayIsAnError() {
        var done = new CountDownLatch(1);
        String url =
                serve(
                        "/keys",
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().write('{');
                            exchange.getResponseBody().flush();
                            await(done);
                        });

        assertThatThrownBy(() -> new KeyLocations(Duration.ofMillis(200)).read(url))
                .isInstanceOf(IOException.class)
                .hasMessage("no whole answer in time");
        done.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIssuerThatIsDownIsAnError() {
        String url = serve("/keys", exchange -> answer(exchange, 200, "keys"));
        server.stop(0);

        assertThatThrownBy(() -> locations.read(url))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void filesAreReadByPathAndByUrl(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys of today.json"), "keys");

        assertThat(locations.read(file.toString())).isEqualTo("keys");
        assertThat(locations.read(file.toUri().toString())).isEqualTo("keys");
    }

    @Test
    void aFileThatIsTooLongIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "x".repeat(512 * 1024 + 1));

        assertThatThrownBy(() -> locations.read(file.toString()))
                .hasMessage("more than 524288 bytes");
    }

    @Test
    void resourcesAreReadFromTheClassPath() throws IOException {
        String name = "META-INF/microprofile-config.properties";

        assertThat(locations.read("classpath:" + name)).isNotEmpty();
        assertThat(locations.read("classpath:/" + name)).isNotEmpty();
        assertThat(locations.read("/" + name)).isNotEmpty();
        assertThat(locations.read(name)).isNotEmpty();
    }

    @Test
    void whatIsNowhereIsAnError() {
        assertThatThrownBy(() -> locations.read("nowhere.pem"))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> locations.read("file:///nowhere.pem"))
                .isInstanceOf(IOException.class);
    }

    private String serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        answer(exchange, 302, "");
    }
}
