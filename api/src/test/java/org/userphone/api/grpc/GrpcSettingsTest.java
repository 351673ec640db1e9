package org.userphone.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

class GrpcSettingsTest {

    @Test
    void asShippedARequestHasTenSecondsAndOneAddressAFifthOfTheConnections() {
        var settings = with(Map.of());

        assertThat(settings.requestDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.connections()).isEqualTo(1000);
        assertThat(settings.connectionsPerAddress()).isEqualTo(200);
        assertThat(settings.streams()).isEqualTo(200);
    }

    @Test
    void reflectionIsOffUnlessASettingOrDevelopmentModeTurnsItOn() {
        assertThat(with(Map.of()).reflection()).isFalse();
        assertThat(with(Map.of("userphone.grpc.reflection", "true")).reflection()).isTrue();
        assertThat(with(Map.of("userphone.development", "true")).reflection()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.grpc.connections,0",
        "userphone.grpc.connections.address,-1",
        "userphone.grpc.streams,many",
        "userphone.request.deadline,PT0S",
        "userphone.request.deadline,10"
    })
    void aLimitThatLetsNobodyInStopsTheStart(String key, String value) {
        assertThatThrownBy(() -> with(Map.of(key, value)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(key);
    }

    private static GrpcSettings with(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDefaultSources()
                        .withSources(new PropertiesConfigSource(settings, "test", 1000))
                        .build();
        return new GrpcSettings.Producer().read(new Settings(config), config);
    }
}
