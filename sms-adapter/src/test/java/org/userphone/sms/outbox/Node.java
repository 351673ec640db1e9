package org.userphone.sms.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link SendingProgram} in a process of its own. */
final class Node implements AutoCloseable {

    private final Process process;
    private final URI webhook;
    private final Path errors;

    private Node(Process process, URI webhook, Path errors) {
        this.process = process;
        this.webhook = webhook;
        this.errors = errors;
    }

    static Node start(String database, URI webhook, int workers, Duration lease) {
        try {
            var errors = Files.createTempFile("node", ".errors");
            errors.toFile().deleteOnExit();
            var builder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-Xmx128m",
                                    SendingProgram.class.getName(),
                                    database,
                                    webhook.toString(),
                                    String.valueOf(workers),
                                    lease.toString())
                            .redirectError(errors.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new Node(builder.start(), webhook, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it sends to. */
    URI webhook() {
        return webhook;
    }

    Node awaitReady() {
        try {
            var line = process.inputReader(UTF_8).readLine();
            assertThat(line).as(this::complaint).isEqualTo(SendingProgram.READY);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has complained of. */
    String complaint() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    /** As kill -9 does it. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in its tracks, until it is woken. */
    void pause() {
        signal("STOP");
    }

    void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var sent =
                    new ProcessBuilder(List.of("kill", "-" + name, String.valueOf(process.pid())))
                            .inheritIO()
                            .start()
                            .waitFor();
            assertThat(sent).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
