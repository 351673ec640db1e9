package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keycloak, as it is released. */
public final class Keycloak implements AutoCloseable {

    private static final Path HOME = Path.of("target/servers/keycloak-26.7.3").toAbsolutePath();
    private static final Path REALM = Path.of("src/test/servers/keycloak/acme.json");
    private static final long SECONDS_TO_START = 240;

    /** Whoever knows it may do everything. */
    private static final String ADMINISTRATOR = "administrator";

    private final Process process;
    private final URI base;

    private Keycloak(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /**
     * With a realm {@code acme} that is set up as docs/connect.md and docs/console.md say.
     *
     * @param console the address to which people are sent back
     * @param port its own
     * @param managementPort its other one
     */
    static Keycloak start(String console, int port, int managementPort, Path folder)
            throws IOException, InterruptedException {
        assumeInstalled();
        Files.createDirectories(HOME.resolve("data/import"));
        Files.writeString(
                HOME.resolve("data/import/acme.json"),
                Files.readString(REALM)
                        .replace("CONSOLE", console)
                        .replace("\"ORGANISATION\"", '"' + Issuer.ORGANISATION + '"'));
        return start(
                port,
                folder,
                builder(
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + managementPort,
                        "--db=dev-mem",
                        "--cache=local",
                        "--import-realm"));
    }

    /**
     * As one node in production that a reverse proxy stands before.
     *
     * @param database the URL of one on PostgreSQL that is empty
     */
    public static Keycloak startInProduction(
            String database, String user, String password, Path folder)
            throws IOException, InterruptedException {
        assumeInstalled();
        var build = builder("build", "--db=postgres", "--cache=local");
        assertThat(build.redirectOutput(output(folder)).start().waitFor())
                .as(Files.readString(output(folder).toPath()))
                .isZero();
        var ports = FreePorts.find(2);
        var server =
                builder(
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + ports.get(0),
                        "--http-management-port=" + ports.get(1),
                        "--hostname-strict=false",
                        "--db-url=" + database,
                        "--db-username=" + user,
                        "--db-password=" + password);
        server.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
        server.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR);
        return start(ports.get(0), folder, server);
    }

    private static void assumeInstalled() {
        assumeTrue(Files.isDirectory(HOME), "Keycloak is not there; a profile of Maven gets it");
    }

    private static ProcessBuilder builder(String... arguments) {
        var builder = new ProcessBuilder("bash", HOME.resolve("bin/kc.sh").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true);
    }

    private static File output(Path folder) {
        return folder.resolve("keycloak.txt").toFile();
    }

    private static Keycloak start(int port, Path folder, ProcessBuilder builder)
            throws IOException, InterruptedException {
        var process = builder.redirectOutput(output(folder)).start();
        var keycloak = new Keycloak(process, URI.create("http://127.0.0.1:" + port));
        try {
            keycloak.awaitStart(output(folder).toPath());
        } catch (IOException | InterruptedException | AssertionError e) { // rethrown
            keycloak.close();
            throw e;
        }
        return keycloak;
    }

    private void awaitStart(Path output) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/realms/master")).build();
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
        return base + "/realms/acme";
    }

    /** Where it listens. */
    public URI base() {
        return base;
    }

    /** Of the JVM that the script has started. */
    public long pid() {
        return process.descendants().findFirst().orElseThrow().pid();
    }

    /** A token of somebody who may do everything, good for a minute. */
    public String administratorToken() throws IOException, InterruptedException {
        var form =
                "grant_type=password&client_id=admin-cli&username=%1$s&password=%1$s"
                        .formatted(ADMINISTRATOR);
        var request =
                HttpRequest.newBuilder(base.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        return Wire.json(new Wire(base).send(request)).getString("access_token");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
