package org.userphone.ear;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the API in Chromium. */
class SwaggerUiIT {

    @TempDir private Path folder;

    @Test
    void everyExampleCanBeExecutedTwice() throws Exception {
        Chromium.assumeInstalled();
        try (var program = Program.start(folder, Map.of())) {
            Chromium.test("swagger.test.js", program, folder, Map.of());
        }
    }
}
