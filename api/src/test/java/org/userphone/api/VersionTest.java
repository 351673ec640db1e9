package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final Pattern OF_THE_PROJECT =
            Pattern.compile("<artifactId>userphone</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    void theVersionIsThatOfTheProject() throws IOException {
        var version = OF_THE_PROJECT.matcher(Files.readString(Path.of("../pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(Version.current()).isEqualTo(version.group(1));
    }

    @Test
    void theOpenApiDocumentHasTheVersionOfTheProgram() {
        try (var reader =
                Json.createReader(getClass().getResourceAsStream("/META-INF/openapi.json"))) {
            assertThat(reader.readObject().getJsonObject("info").getString("version"))
                    .isEqualTo(Version.current());
        }
    }
}
