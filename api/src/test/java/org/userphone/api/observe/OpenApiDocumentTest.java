package org.userphone.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.api.http.Assets;
import org.userphone.api.observe.OpenApiDocument.Form;

class OpenApiDocumentTest {

    @Test
    void bothFormsSayTheSame() throws IOException {
        var json = read(new ObjectMapper(), "openapi.json");

        assertThat(json.path("paths").path("/v2/users/{userId}/phone").path("post").isObject())
                .isTrue();
        assertThat(read(new YAMLMapper(), "openapi.yaml")).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        ", , YAML",
        ", */*, YAML",
        ", application/json, JSON",
        ", 'text/html, application/json;q=0.9', JSON",
        "json, , JSON",
        "JSON, application/yaml, JSON",
        "yaml, application/json, YAML",
        "xml, , YAML",
    })
    void theParameterDecidesAndThenTheHeader(String format, String accept, Form form) {
        assertThat(Form.of(format, accept)).isEqualTo(form);
    }

    private static JsonNode read(ObjectMapper mapper, String file) throws IOException {
        return mapper.readTree(Assets.read(OpenApiDocument.class, "/META-INF/" + file));
    }
}
