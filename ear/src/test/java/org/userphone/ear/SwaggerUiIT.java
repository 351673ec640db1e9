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
        NodeProject.assumeInstalled();
        var chromium = Chromium.assumeInstalled();
        try (var program = Program.start(folder, Map.of())) {
            NodeProject.run(
                    Map.of(
                            "BASE", program.base().toString(),
                            "CHROMIUM", chromium,
                            "PROFILE", folder.resolve("browser").toString()),
                    "node",
                    "--test",
                    "swagger.test.js");
        }
    }
}
