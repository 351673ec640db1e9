package org.userphone.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of this program, such as {@code 1.2.0}; with {@code -SNAPSHOT} at its end it is on
 * the way to that version. The root {@code pom.xml} says it, and the build writes it to the file
 * that is read here, because classes that lie in a folder have no manifest to take it from.
 */
public final class Version {

    private static final String CURRENT = read();

    private Version() {}

    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (var file = Version.class.getResourceAsStream("version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
