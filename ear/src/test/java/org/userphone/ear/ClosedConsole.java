package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What stands in the place of the console where no issuer knows it. */
final class ClosedConsole {

    private static final Pattern STYLE = Pattern.compile("\"([0-9a-f]{16}/console\\.css)\"");

    private ClosedConsole() {}

    static void assertServed(Wire wire) {
        var root = wire.get("/", null);
        var page = wire.get("/console/", null);
        var style = STYLE.matcher(page.body());

        assertThat(root.statusCode()).isEqualTo(303);
        assertThat(root.headers().firstValue("Location").orElse("")).endsWith("/console/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("userphone.console.client", "../openapi-ui/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "connect-src 'self';");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(style.find()).isTrue();
        var kept = wire.get("/console/" + style.group(1), null);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(wire.get("/console/0123456789abcdef/console.css", null).statusCode())
                .isEqualTo(404);
    }
}
