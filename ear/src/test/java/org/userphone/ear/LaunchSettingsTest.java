package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LaunchSettingsTest {

    @Test
    void whatNobodySetsIsTheApplicationsOwnDefault() {
        var settings = settings(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.address().isLoopbackAddress()).isTrue();
        assertThat(settings.data()).isAbsolute().endsWithRaw(Path.of("userphone-data"));
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.jsonLogs()).isFalse();
        assertThat(settings.development()).isTrue();
        assertThat(settings.embeddedDatabase()).isTrue();
    }

    @Test
    void aVariableIsNamedAsMicroProfileNamesIt() {
        assertThat(settings(Map.of("USERPHONE_HTTP_PORT", "0")).port()).isZero();
        assertThat(settings(Map.of("userphone_http_port", "1")).port()).isEqualTo(1);
        assertThat(settings(Map.of("userphone.http.port", "2")).port()).isEqualTo(2);
    }

    @Test
    void anEmptyVariableSetsNothing() {
        assertThat(settings(Map.of("USERPHONE_HTTP_PORT", "")).port()).isEqualTo(8080);
    }

    @Test
    void aSystemPropertyWins() {
        var properties = new Properties();
        properties.setProperty("userphone.http.port", "1");

        assertThat(new LaunchSettings(properties, Map.of("USERPHONE_HTTP_PORT", "2")).port())
                .isEqualTo(1);
    }

    @Test
    void anIssuerEndsDevelopmentMode() {
        assertThat(settings(Map.of("MP_JWT_VERIFY_ISSUER", "a")).development()).isFalse();
        assertThat(settings(Map.of("USERPHONE_ISSUERS", "a")).development()).isFalse();
    }

    @Test
    void aBadValueIsNamedWithItsKey() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(settings(Map.of("USERPHONE_HTTP_PORT", "65536"))::port)
                .withMessage("userphone.http.port is 65536; it must be a number from 0 to 65535.");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(settings(Map.of("USERPHONE_STOP_GRACE", "30"))::grace)
                .withMessageContaining("PT30S");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(settings(Map.of("USERPHONE_LOG_FORMAT", "xml"))::jsonLogs)
                .withMessageContaining("plain or json");
    }

    private static LaunchSettings settings(Map<String, String> environment) {
        return new LaunchSettings(new Properties(), environment);
    }
}
