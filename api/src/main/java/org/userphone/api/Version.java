package org.userphone.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of userphone, such as {@code 1.2.0}, or {@code 1.2.0-SNAPSHOT} before that version is
 * released. The build copies it from the root {@code pom.xml} to a class path resource, because
 * classes that are not in a jar have no manifest.
 */
public final class Version {

    private static final String CURRENT = read();

    private Version() {}

    /** The version of the running program. */
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
