package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LaunchSettingsTest {

    @Test
    void whatNobodySetsIsTheApplicationsOwnDefault() {
        var settings = settings(Map.of());

        assertThat(http(settings).getPort()).isEqualTo(8080);
        assertThat(http(settings).getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.data()).isAbsolute().endsWithRaw(Path.of("userphone-data"));
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.jsonLogs()).isFalse();
        assertThat(settings.development()).isTrue();
        assertThat(settings.embeddedDatabase()).isTrue();
    }

    @Test
    void aVariableIsNamedAsMicroProfileNamesIt() {
        assertThat(http(settings(Map.of("USERPHONE_HTTP_PORT", "0"))).getPort()).isZero();
        assertThat(http(settings(Map.of("userphone_http_port", "1"))).getPort()).isEqualTo(1);
        assertThat(http(settings(Map.of("userphone.http.port", "2"))).getPort()).isEqualTo(2);
    }

    @Test
    void aSettingIsChosenIfSomebodyHasGivenItAValue() {
        var settings = settings(Map.of("USERPHONE_GUARD_USER", "0", "USERPHONE_GUARD_NUMBER", " "));

        assertThat(settings.isChosen("userphone.guard.user")).isTrue();
        assertThat(settings.isChosen("userphone.guard.number")).isFalse();
        assertThat(settings.isChosen("userphone.guard.address")).isFalse();
    }

    @Test
    void anEmptyVariableSetsNothing() {
        assertThat(http(settings(Map.of("USERPHONE_HTTP_PORT", ""))).getPort()).isEqualTo(8080);
    }

    @Test
    void aSystemPropertyWins() {
        var properties = new Properties();
        properties.setProperty("userphone.http.port", "1");

        assertThat(
                        http(new LaunchSettings(properties, Map.of("USERPHONE_HTTP_PORT", "2")))
                                .getPort())
                .isEqualTo(1);
    }

    @Test
    void anIssuerEndsDevelopmentMode() {
        assertThat(settings(Map.of("MP_JWT_VERIFY_ISSUER", "a")).development()).isFalse();
        assertThat(settings(Map.of("USERPHONE_ISSUERS", "a")).development()).isFalse();
    }

    @Test
    void developmentModeStopsWithoutNotice() {
        assertThat(settings(Map.of()).notice()).isZero();
        assertThat(settings(Map.of("MP_JWT_VERIFY_ISSUER", "a")).notice())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aBadValueIsNamedWithItsKey() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> http(settings(Map.of("USERPHONE_HTTP_PORT", "65536"))))
                .withMessage("userphone.http.port is 65536; it must be a number from 0 to 65535.");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(settings(Map.of("USERPHONE_STOP_GRACE", "30"))::grace)
                .withMessageContaining("PT30S");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(settings(Map.of("USERPHONE_LOG_FORMAT", "xml"))::jsonLogs)
                .withMessageContaining("plain or json");
    }

    @Test
    void whatTheHttpPortLetsInIsHandedOnAsItIsChecked() {
        assertThat(settings(Map.of("USERPHONE_HEADERS_MAX", "65536")).httpPort())
                .containsEntry("userphone.headers.max", "65536")
                .containsEntry("userphone.request.deadline", "PT10S")
                .containsEntry("userphone.http.connections", "5000")
                .containsEntry("userphone.http.connections.address", "1000")
                .containsEntry("userphone.proxies", "")
                .containsEntry("userphone.http.h2c", "false");
        for (var wrong :
                Map.of(
                                "USERPHONE_HEADERS_MAX", "100",
                                "USERPHONE_HTTP_CONNECTIONS", "0",
                                "USERPHONE_HTTP_CONNECTIONS_ADDRESS", "many",
                                "USERPHONE_HTTP_H2C", "yes",
                                "USERPHONE_REQUEST_DEADLINE", "10")
                        .entrySet()) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(settings(Map.of(wrong.getKey(), wrong.getValue()))::httpPort)
                    .withMessageContaining(" is " + wrong.getValue() + "; it must be ");
        }
    }

    private static InetSocketAddress http(LaunchSettings settings) {
        return settings.listener("userphone.http.address", "userphone.http.port");
    }

    private static LaunchSettings settings(Map<String, String> environment) {
        return new LaunchSettings(new Properties(), environment);
    }
}
