package org.userphone.ear;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The browser of this machine, if it has one; the build says so loudly if it has none. */
final class Chromium {

    private Chromium() {}

    /** The path of the program. Skips the test if there is none. */
    static String assumeInstalled() {
        var found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "chromium"))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "there is no chromium");
        return found.get().toString();
    }
}
