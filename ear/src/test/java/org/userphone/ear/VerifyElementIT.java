package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The element by which pages of other origins have people add their number. */
class VerifyElementIT {

    private static final String ELEMENT = "/console/userphone-verify.js";

    @TempDir private Path folder;

    @Test
    void peopleAddTheirNumberInAPageOfAnotherOrigin() throws Exception {
        Chromium.assumeInstalled();
        var settings = Map.of("USERPHONE_RESEND_WAITS", "PT3S", "USERPHONE_PHONE_REGION", "DE");
        try (var program = Program.start(folder, settings)) {
            Chromium.test("verify-element.test.js", program, folder, Map.of());
        }
    }

    @Test
    void anyOriginMayLoadItAndOnlyConfiguredOnesMayCall() {
        try (var program = Program.start(folder, new Issuer().settings())) {
            var wire = new Wire(program.base());

            var module = wire.get(ELEMENT, null);

            assertThat(module.statusCode()).isEqualTo(200);
            assertThat(module.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/javascript");
            assertThat(module.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
            assertThat(module.headers().allValues("Cross-Origin-Resource-Policy"))
                    .containsExactly("cross-origin");
            assertThat(
                            wire.get("/console/", null)
                                    .headers()
                                    .allValues("Cross-Origin-Resource-Policy"))
                    .containsExactly("same-origin");
        }
    }
}
