package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for TypeScript, packed as it is published, and used as its README says. */
class TypeScriptClientIT {

    private static final Path CLIENT = Path.of("../client-ts").toAbsolutePath().normalize();
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```ts\n(.*?)^```$");

    private static Program program;

    @TempDir private Path folder;

    @BeforeAll
    static void start(@TempDir Path folder) {
        NodeProject.assumeInstalled();
        program = Program.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void itsTypesAreThoseOfTheDocumentThatIsServed() throws Exception {
        var document = folder.resolve("openapi.json");
        var wire = new Wire(program.base());
        Files.writeString(document, wire.get("/openapi?format=json", null).body());
        var generated = folder.resolve("schema.d.ts");

        NodeProject.run(
                Map.of(),
                "node",
                "node_modules/openapi-typescript/bin/cli.js",
                document.toString(),
                "-o",
                generated.toString());

        assertThat(CLIENT.resolve("schema.d.ts"))
                .as("client-ts/README.md says how it is generated anew")
                .hasSameTextualContentAs(generated);
    }

    @Test
    void theExampleOfItsReadmeCompilesAgainstThePackageAndRuns() throws Exception {
        var project = Files.createDirectories(NodeProject.FOLDER.resolve("typescript-client"));
        install(project);
        Files.writeString(project.resolve("package.json"), "{\"type\":\"module\"}");
        Files.writeString(project.resolve("example.ts"), example());
        copy("typescript-client.tsconfig.json", project.resolve("tsconfig.json"));
        copy("typescript-client.mistakes.ts", project.resolve("mistakes.ts"));

        NodeProject.run(
                Map.of(), "node", "node_modules/typescript/bin/tsc", "-p", project.toString());
        NodeProject.run(
                Map.of(),
                "node",
                "node_modules/esbuild/bin/esbuild",
                project.resolve("example.ts").toString(),
                "--outfile=" + project.resolve("example.js"));
        NodeProject.run(
                Map.of("BASE", program.base().toString(), "PROJECT", project.toString()),
                "node",
                "--test",
                "typescript-client.test.js");
    }

    /** Packs it, and unpacks what came of that to where a project has its dependencies. */
    private void install(Path project) throws Exception {
        var packed =
                NodeProject.run(
                        Map.of(),
                        "npm",
                        "pack",
                        "--silent",
                        "--pack-destination",
                        folder.toString(),
                        CLIENT.toString());
        var place = Files.createDirectories(project.resolve("node_modules/@userphone/client"));
        NodeProject.run(
                Map.of(),
                "tar",
                "-xzf",
                folder.resolve(packed.strip()).toString(),
                "--strip-components=1",
                "-C",
                place.toString());
        try (var files = Files.list(place)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "README.md", "index.d.ts", "index.js", "package.json", "schema.d.ts");
        }
    }

    private static String example() throws IOException {
        var found = EXAMPLE.matcher(Files.readString(CLIENT.resolve("README.md")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void copy(String from, Path to) throws IOException {
        Files.writeString(to, Files.readString(NodeProject.FOLDER.resolve(from)));
    }
}
