package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The clients of the field, as the build has installed them; it says so loudly if it could not. */
final class NodeProject {

    static final Path FOLDER = Path.of("target/node").toAbsolutePath();

    private NodeProject() {}

    /** Skips the test if there is none. */
    static void assumeInstalled() {
        assumeTrue(
                Files.exists(FOLDER.resolve("node_modules/@zitadel/client")),
                "npm has not installed the clients");
    }

    /** Runs a command there, which must succeed, and returns what it prints. */
    static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(FOLDER, "output", ".txt");
        var builder =
                new ProcessBuilder(List.of(command))
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var status = builder.start().waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
