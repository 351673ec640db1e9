package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of another origin in Chromium, which calls over gRPC-Web and over Connect. */
class BrowserIT {

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();

    @Test
    void aPageOfAConfiguredOriginMakesCallsAndOneOfAnotherCannot() throws Exception {
        NodeProject.assumeInstalled();
        Chromium.assumeInstalled();
        NodeProject.run(
                Map.of(),
                "node",
                "node_modules/esbuild/bin/esbuild",
                "page.js",
                "--bundle",
                "--format=esm",
                "--outfile=page.bundle.js");
        try (var ours = new Site();
                var others = new Site();
                var program = Program.start(folder, settings(ours))) {
            var wire = new Wire(program.base());
            wire.post("/v2/users/new", issuer.token(), Issuer.newUser("alice"));

            assertThat(outcomes(ours, program))
                    .isEqualTo(
                            "{\"grpcWeb\":[\"alice\",\"QUERY-Dfbg2\"],"
                                    + "\"connect\":[\"alice\",\"QUERY-Dfbg2\"]}");
            assertThat(outcomes(others, program))
                    .matches("\\{\"grpcWeb\":\\[\"failed.*\"connect\":\\[\"failed.*")
                    .doesNotContain("alice", "QUERY");
        }
    }

    private Map<String, String> settings(Site site) {
        var settings = new HashMap<>(issuer.settings());
        settings.put("USERPHONE_CORS_ORIGINS", site.origin());
        return settings;
    }

    /** What the page of a site tells after it was opened. */
    private String outcomes(Site site, Program program) throws IOException {
        var browser =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--remote-debugging-port=0", // keeps it open
                                "--user-data-dir=" + Files.createTempDirectory(folder, "browser"),
                                "%s/?http=%s&token=%s&user=alice"
                                        .formatted(site.origin(), program.base(), issuer.token()))
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createTempFile(folder, "browser", ".txt").toFile())
                        .start();
        try {
            return site.outcomes.orTimeout(2, TimeUnit.MINUTES).join();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().onExit().join();
        }
    }

    /** Where a page comes from, and where it tells what came of its calls. */
    private static final class Site implements AutoCloseable {

        private final CompletableFuture<String> outcomes = new CompletableFuture<>();
        private final HttpServer server;

        Site() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange ->
                            answer(
                                    exchange,
                                    "text/html",
                                    "<script type=module src=/page.js></script>".getBytes(UTF_8)));
            server.createContext(
                    "/page.js",
                    exchange ->
                            answer(
                                    exchange,
                                    "text/javascript",
                                    Files.readAllBytes(
                                            NodeProject.FOLDER.resolve("page.bundle.js"))));
            server.createContext(
                    "/outcomes",
                    exchange -> {
                        outcomes.complete(
                                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                        answer(exchange, "text/plain", new byte[0]);
                    });
            server.start();
        }

        private static void answer(HttpExchange exchange, String type, byte[] body)
                throws IOException {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        String origin() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
