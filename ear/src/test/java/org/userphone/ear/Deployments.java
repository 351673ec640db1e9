package org.userphone.ear;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications for Arquillian, and the options of the Payara Micro that runs them. */
final class Deployments {

    private static final Path WAR = Path.of("target/ROOT.war");
    private static final Path LIBRARIES = Path.of("target/libraries");
    private static final Path FOLDER = Path.of("target/arquillian");

    private Deployments() {}

    /**
     * The WAR as it is built, with the libraries that userphone.jar has beside it; its server
     * trusts the issuer and has an empty database.
     */
    static WebArchive trusting(Issuer issuer) {
        return trusting(issuer, Map.of());
    }

    /**
     * @param more variables, which win over those of the issuer
     */
    static WebArchive trusting(Issuer issuer, Map<String, String> more) {
        var settings = new HashMap<>(issuer.settings());
        settings.putAll(more);
        configure(settings);
        return ShrinkWrap.createFromZipFile(WebArchive.class, WAR.toFile())
                .addAsLibraries(LIBRARIES.toFile().listFiles());
    }

    /**
     * An application that calls userphone, with the client jar and its libraries; it hands on the
     * token of its own caller.
     *
     * @param classes what it is made of
     */
    static WebArchive calling(URI userphone, Package classes) {
        configure(Map.of());
        return ShrinkWrap.create(WebArchive.class, "ROOT.war")
                .addPackage(classes)
                .addAsLibraries(
                        ClientJar.withLibraries().stream().map(Path::toFile).toArray(File[]::new))
                .addAsResource(
                        new StringAsset(
                                """
                                userphone/mp-rest/url=%s
                                org.eclipse.microprofile.rest.client.propagateHeaders=Authorization
                                """
                                        .formatted(userphone)),
                        "META-INF/microprofile-config.properties");
    }

    /**
     * Writes the options of the next server.
     *
     * @param settings by their variables
     */
    private static void configure(Map<String, String> settings) {
        try {
            Files.createDirectories(FOLDER);
            var folder = Files.createTempDirectory(FOLDER, "data");
            var options = new ArrayList<String>();
            options.add(option("userphone.grpc.port", "0"));
            settings.forEach(
                    (variable, value) ->
                            options.add(
                                    option(
                                            variable.toLowerCase(Locale.ROOT).replace('_', '.'),
                                            value)));
            options.add(option("userphone.http.address", "127.0.0.1"));
            // Payara's own option for a free port takes precedence.
            options.add(option("userphone.http.port", "0"));
            // Without HttpPort, which only the runnable jar has, Grizzly waits for the body of a
            // request
            // with an Upgrade header that it does not take.
            options.add(option("userphone.http.h2c", "true"));
            options.add(option("userphone.headers.max", "32768"));
            options.add(option("http.header.buffer", "32768"));
            options.add(option("userphone.data", folder.toString()));
            options.add(option("java.io.tmpdir", folder.toString()));
            // A short life on a busy machine: the second compiler costs more than it gives.
            options.add("-XX:TieredStopAtLevel=1");
            Files.write(FOLDER.resolve("java-options"), options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As a file of java's options has it. */
    private static String option(String key, String value) {
        return "\"-D%s=%s\"".formatted(key, value.replaceAll("\\R", "\\\\n"));
    }
}
