package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.userphone.api.Version;

class EarLayoutIT {

    private static final Path EAR = Path.of("target/userphone.ear");
    private static final Path JAR = Path.of("target/userphone.jar");

    /** What some application servers lack, and userphone.jar has in its server. */
    private static final List<String> APIS =
            List.of("microprofile-health-api", "microprofile-jwt-auth-api");

    @Test
    void theApplicationIsAtTheRoot() throws IOException {
        try (var ear = Files.newInputStream(EAR)) {
            assertThat(new String(entry(ear, "META-INF/application.xml"), StandardCharsets.UTF_8))
                    .contains("<web-uri>api.war</web-uri>", "<context-root>/</context-root>")
                    .contains("<library-directory>lib</library-directory>");
        }
    }

    @Test
    void theLibrariesOfTheEarLieInLibAndOnlyThere() throws IOException {
        var names = names(Files.newInputStream(EAR));

        assertThat(names).filteredOn(ends(".jar")).allMatch(name -> name.startsWith("lib/"));
        assertThat(names).contains("lib/domain.jar", "lib/persistence.jar", "lib/sms-adapter.jar");
        assertThat(names).filteredOn(ends(".war")).containsExactly("api.war");
    }

    @Test
    void theWarInTheEarIsSkinny() throws IOException {
        try (var ear = Files.newInputStream(EAR)) {
            assertThat(names(new ByteArrayInputStream(entry(ear, "api.war"))))
                    .contains("WEB-INF/beans.xml")
                    .noneMatch(ends(".jar"));
        }
    }

    /** File names in the EAR are artifact names without a version. */
    @Test
    void noLibraryIsInTheEarTwice() throws IOException {
        assertThat(names(Files.newInputStream(EAR)))
                .filteredOn(ends(".jar"))
                .doesNotHaveDuplicates();
    }

    /**
     * Only those of the application itself are deployed with it; the server loads the others, and
     * has EclipseLink itself.
     */
    @Test
    void bothPackagesHoldTheSameLibraries() throws IOException {
        var inEar =
                libraries(names(Files.newInputStream(EAR)), "lib/").stream()
                        .filter(name -> !name.startsWith("org.eclipse.persistence"))
                        .toList();
        try (var jar = Files.newInputStream(JAR)) {
            var war = new ByteArrayInputStream(entry(jar, "MICRO-INF/deploy/ROOT.war"));
            var deployed = libraries(names(war), "WEB-INF/lib/");
            var loaded = libraries(names(Files.newInputStream(JAR)), "MICRO-INF/lib/");

            assertThat(deployed).containsExactlyInAnyOrder("domain", "persistence", "sms-adapter");
            assertThat(inEar).containsAll(APIS);
            assertThat(loaded)
                    .contains("userphone-http")
                    .containsAll(minus(minus(inEar, deployed), APIS));
            assertThat(inEar).containsAll(minus(loaded, List.of("userphone-http")));
            assertThat(loaded).doesNotContainAnyElementsOf(APIS);
        }
    }

    /** They are asked in this order for a class that several have. */
    @Test
    void theServersOwnLibrariesComeBeforeOurs() throws IOException {
        var folders =
                names(Files.newInputStream(JAR)).stream()
                        .filter(name -> name.matches("MICRO-INF/(runtime|lib)/.+\\.jar"))
                        .map(name -> name.split("/")[1])
                        .toList();

        assertThat(folders.lastIndexOf("runtime")).isLessThan(folders.indexOf("lib"));
    }

    @Test
    void theOptionsOfTheVirtualMachineComeWithTheProgram() {
        assertThat(Path.of("target/userphone.args")).isRegularFile();
    }

    @Test
    void everyPackageSaysWhichVersionItIs() throws IOException {
        try (var ear = Files.newInputStream(EAR);
                var jar = Files.newInputStream(JAR)) {
            assertThat(version(Files.newInputStream(EAR))).isEqualTo(Version.current());
            assertThat(version(Files.newInputStream(JAR))).isEqualTo(Version.current());
            assertThat(version(new ByteArrayInputStream(entry(ear, "api.war"))))
                    .isEqualTo(Version.current());
            assertThat(version(new ByteArrayInputStream(entry(jar, "MICRO-INF/deploy/ROOT.war"))))
                    .isEqualTo(Version.current());
        }
    }

    private static String version(InputStream archive) throws IOException {
        try (archive) {
            return new Manifest(new ByteArrayInputStream(entry(archive, "META-INF/MANIFEST.MF")))
                    .getMainAttributes()
                    .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    /** The artifact names of the jars in a folder. */
    private static List<String> libraries(List<String> names, String folder) {
        return names.stream()
                .filter(name -> name.startsWith(folder) && name.endsWith(".jar"))
                .map(name -> name.substring(folder.length(), name.length() - ".jar".length()))
                .map(name -> name.replaceFirst("-\\d.*", ""))
                .toList();
    }

    private static List<String> minus(List<String> all, List<String> some) {
        return all.stream().filter(name -> !some.contains(name)).toList();
    }

    private static Predicate<String> ends(String suffix) {
        return name -> name.endsWith(suffix);
    }

    private static byte[] entry(InputStream archive, String name) throws IOException {
        var zip = new ZipInputStream(archive);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return zip.readAllBytes();
            }
        }
        throw new AssertionError(name + " is missing");
    }

    private static List<String> names(InputStream archive) throws IOException {
        try (var zip = new ZipInputStream(archive)) {
            var names = new ArrayList<String>();
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
            return names;
        }
    }
}
