package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Keycloak whose realm {@code acme} is set up as docs/connect.md and docs/console.md say. */
final class Keycloak implements AutoCloseable {

    private static final Path HOME = Path.of("target/servers/keycloak-26.7.3").toAbsolutePath();
    private static final Path REALM = Path.of("src/test/servers/keycloak/acme.json");
    private static final long SECONDS_TO_START = 240;

    private final Process process;
    private final String issuer;

    private Keycloak(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /**
     * @param console the address to which people are sent back
     * @param port its own
     * @param managementPort its other one
     */
    static Keycloak start(String console, int port, int managementPort, Path folder)
            throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(HOME), "it is not there: -Pservers,every-server");
        Files.createDirectories(HOME.resolve("data/import"));
        Files.writeString(
                HOME.resolve("data/import/acme.json"),
                Files.readString(REALM)
                        .replace("CONSOLE", console)
                        .replace("\"ORGANISATION\"", '"' + Issuer.ORGANISATION + '"'));
        var builder =
                new ProcessBuilder(
                                "bash",
                                HOME.resolve("bin/kc.sh").toString(),
                                "start-dev",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--http-management-port=" + managementPort,
                                "--db=dev-mem",
                                "--cache=local",
                                "--import-realm")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keycloak.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var keycloak = new Keycloak(builder.start(), "http://127.0.0.1:" + port + "/realms/acme");
        try {
            keycloak.awaitStart(folder.resolve("keycloak.txt"));
        } catch (IOException | InterruptedException | AssertionError e) { // rethrown
            keycloak.close();
            throw e;
        }
        return keycloak;
    }

    private void awaitStart(Path output) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                        .build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!isAnswered(request)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(Files.readString(output))
                    .isTrue();
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isAnswered(HttpRequest request) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
                    == 200;
        } catch (IOException e) { // it does not listen yet
            return false;
        }
    }

    String issuer() {
        return issuer;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
