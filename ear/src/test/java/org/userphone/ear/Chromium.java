package org.userphone.ear;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The browser of this machine, if it has one; the build says so loudly if it has none. */
final class Chromium {

    private Chromium() {}

    /** The path of the program. Skips the test if there is none, or no Node with our packages. */
    static String assumeInstalled() {
        NodeProject.assumeInstalled();
        var found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "chromium"))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "there is no chromium");
        return found.get().toString();
    }

    /**
     * Runs a file of tests of pages against a program.
     *
     * @param folder for what the browser keeps
     * @param more variables of the environment, besides those that every such file has
     */
    static void test(String file, Program program, Path folder, Map<String, String> more)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(more);
        environment.put("BASE", program.base().toString());
        environment.put("CHROMIUM", assumeInstalled());
        environment.put("PROFILE", folder.resolve("browser").toString());
        NodeProject.run(environment, "node", "--test", file);
    }
}
