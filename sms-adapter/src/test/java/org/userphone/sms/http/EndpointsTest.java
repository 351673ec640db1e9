package org.userphone.sms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.sms.Configured;

class EndpointsTest {

    private static final Endpoints PUBLIC = Endpoints.configured(Configured.settings(Map.of()));
    private static final Endpoints ANY =
            Endpoints.configured(Configured.settings("userphone.sms.webhook.private", "true"));

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
