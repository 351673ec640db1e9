package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {

    private static final ProviderSettings PUBLIC =
            new ProviderSettings(Configured.settings(Map.of()));
    private static final ProviderSettings ANY =
            new ProviderSettings(Configured.settings("userphone.sms.webhook.private", "true"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hook.example/sms?key=1", "https://8.8.8.8", "https://[2606::1]"})
    void endpointsOfTheInternetAreAllowed(String endpoint) {
        assertThat(PUBLIC.allows(endpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/sms",
                "https://127.0.0.1",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://localhost:8443",
                "https://me.LOCALHOST.",
                "http://hook.example",
            })
    void privateNetworksAndPlainHttpAreAllowedWhereTheSettingsAllowThemOnly(String endpoint) {
        assertThat(PUBLIC.allows(endpoint)).isFalse();
        assertThat(ANY.allows(endpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hook", "ftp://hook.example", "https://user@hook.example", "https:///"})
    void whatIsNoUrlOfAnEndpointIsNeverAllowed(String endpoint) {
        assertThat(PUBLIC.allows(endpoint)).isFalse();
        assertThat(ANY.allows(endpoint)).isFalse();
    }
}
