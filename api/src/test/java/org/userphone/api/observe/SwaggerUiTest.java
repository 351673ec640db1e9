package org.userphone.api.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.userphone.api.http.Assets;

/** Looks at the pages as the browser will, whose policy lets nothing inline run. */
class SwaggerUiTest {

    private static final Pattern INLINE =
            Pattern.compile("<style|style=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|(src|href)=\"http");

    @Test
    void thePageHasNothingInlineAndLoadsNothingForeign() {
        assertThat(read("page.html")).doesNotContainPattern(INLINE);
    }

    @Test
    void whatThePageLoadsIsThere() {
        var loaded = Pattern.compile("(?:src|href)=\"(\\{version}/)?([a-z0-9.-]+)\"");
        assertThat(loaded.matcher(read("page.html")).results())
                .hasSize(5)
                .allSatisfy(
                        file ->
                                assertThat(
                                                file.group(1) == null
                                                        ? SwaggerUi.OURS
                                                        : SwaggerUi.THEIRS)
                                        .contains(file.group(2)));
        assertThat(SwaggerUi.THEIRS)
                .allSatisfy(file -> assertThat(SwaggerUi.WEBJAR.read(file)).isNotEmpty());
        assertThat(SwaggerUi.OURS).allSatisfy(file -> assertThat(read(file)).isNotEmpty());
    }

    private static String read(String name) {
        return new String(Assets.read(SwaggerUi.class, name), UTF_8);
    }
}
