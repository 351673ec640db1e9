package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WildFlyIT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new WildFly("wildfly-39.0.1.Final", folder);
    }

    /** WildFly keeps {@code /console} as the way to its own console (docs/known-debts.md). */
    @Override
    @Test
    void aPersonWhoComesByIsToldWhatThisIsAndWhereTheApiIs() {
        assertThat(wire().get("/", null).headers().firstValue("Location").orElse(""))
                .endsWith("/console/");
        assertThat(wire().get("/console/", null).statusCode()).isEqualTo(302);
        assertThat(wire().get("/openapi?format=json", null).statusCode()).isEqualTo(200);
    }
}
