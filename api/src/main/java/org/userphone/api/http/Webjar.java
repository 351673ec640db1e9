package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A library for browsers, packed as a jar with its licence (<a
 * href="https://www.webjars.org">WebJars</a>).
 *
 * @param name the name of the artifact and of the folder of its files
 * @param version the version of both
 */
public record Webjar(String name, String version) {

    /**
     * The jar of this artifact on the class path.
     *
     * @throws NotFoundException if there is none
     */
    public static Webjar of(String group, String name) {
        var text =
                Assets.read(
                        Webjar.class, "/META-INF/maven/" + group + "/" + name + "/pom.properties");
        var properties = new Properties();
        try {
            properties.load(new StringReader(new String(text, ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Webjar(name, properties.getProperty("version"));
    }

    /**
     * The content of a file of the library.
     *
     * @throws NotFoundException if there is no such file
     */
    public byte[] read(String file) {
        var path = "/META-INF/resources/webjars/" + name + "/" + version + "/" + file;
        return Assets.read(Webjar.class, path);
    }
}
