package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.junit.jupiter.api.Test;
import org.userphone.api.openapi.ContractDocument;

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
        var document = OASFactory.createOpenAPI();

        new ContractDocument().filterOpenAPI(document);

        assertThat(document.getInfo().getVersion()).isEqualTo(Version.current());
    }
}
