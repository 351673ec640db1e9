package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we take from the inside of Payara Micro is that of the version in the pom: whoever changes
 * that version is told here what has to change with it.
 */
class ServerLibrariesTest {

    private static final Path MANIFEST = Path.of("src/main/payara/MANIFEST.MF");

    /**
     * CheckedRequests and WritesTogether are compiled against the first two, and the tests run on
     * the last one.
     */
    @ParameterizedTest
    @CsvSource({
        "grizzly.version, nucleus-grizzly-all, Export-Package, 'org.glassfish.grizzly;version=\"'",
        "eclipselink.version, org.eclipse.persistence.core, Bundle-Version, ''",
        "h2.version, h2, Bundle-Version, ''"
    })
    void weCompileAgainstTheVersionThatTheServerHas(
            String property, String library, String attribute, String before) throws IOException {
        var version = Files.readString(Path.of("../pom.xml"));
        var ours = Pattern.compile("<" + property + ">([^<]+)<").matcher(version);
        assertThat(ours.find()).isTrue();

        // Payara's own builds add a name of theirs behind it.
        assertThat(inside(library).getValue(attribute))
                .matches(Pattern.quote(before + ours.group(1)) + "(?![0-9])(?s:.*)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Start-Class", "Add-Exports", "Add-Opens"})
    void ourJarTellsTheJvmWhatTheServersOwnTellsIt(String attribute) throws IOException {
        try (var server = server()) {
            assertThat(ours().getValue(attribute))
                    .isNotEmpty()
                    .isEqualTo(server.getManifest().getMainAttributes().getValue(attribute));
        }
    }

    private static Attributes ours() throws IOException {
        try (var file = Files.newInputStream(MANIFEST)) {
            return new Manifest(file).getMainAttributes();
        }
    }

    private static Attributes inside(String library) throws IOException {
        try (var server = server();
                var jar =
                        new JarInputStream(
                                server.getInputStream(
                                        server.getEntry(
                                                "MICRO-INF/runtime/" + library + ".jar")))) {
            return jar.getManifest().getMainAttributes();
        }
    }

    private static JarFile server() throws IOException {
        return new JarFile(
                PayaraMicroLauncher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath());
    }
}
