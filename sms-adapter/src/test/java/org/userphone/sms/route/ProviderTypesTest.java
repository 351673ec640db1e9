package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NOON;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.user.EventPosition;
import org.userphone.sms.Configured;
import org.userphone.sms.Provider;
import org.userphone.sms.smpp.SmppTypeTest;
import org.userphone.sms.twilio.TwilioTypeTest;
import org.userphone.sms.webhook.WebhookTypeTest;

class ProviderTypesTest {

    @Test
    void noProviderIsNamedBySettingsThatSayNothing() {
        assertThat(types("").ofSettings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smpp, twilio", "webhook", "webhook,smpp,twilio"})
    void providersAreReadInTheirOrder(String names) {
        assertThat(types(names).ofSettings())
                .extracting(Provider::name)
                .containsExactly(names.split(", ?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio,twilio", "twilio,", "carrier-pigeon", "Twilio"})
    void aListThatIsNoneRefusesTheStart(String names) {
        assertThatThrownBy(() -> types(names))
                .isInstanceOf(StartRefused.class)
                .hasMessageMatching("The setting userphone.sms.provider is wrong: [^\\n]+\\.");
    }

    static List<ProviderConfig> configs() {
        return List.of(
                new Twilio("AC1", "ACME", "token"),
                new Http("https://hook.example/", "key", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aProviderInTheDatabaseHasATypeAndIsCalledByItsId(ProviderConfig config) {
        var types = types("");
        var configured =
                new SmsProvider(
                        "42", true, Routes.ALL, "", config, NOON, new EventPosition(1, NOON));

        assertThat(types.of(configured, NOON).name()).isEqualTo("42");
        assertThat(types.of(configured, NOON)).isEqualTo(types.of(configured, NOON));
    }

    /** The types of these settings, of which {@code names} are to be used; empty for none. */
    private static ProviderTypes types(String names) {
        var configured = new HashMap<String, String>();
        configured.putAll(TwilioTypeTest.NEEDED);
        configured.putAll(WebhookTypeTest.NEEDED);
        configured.putAll(SmppTypeTest.NEEDED);
        configured.put("userphone.sms.provider", names);
        return new ProviderTypes(Configured.settings(configured));
    }
}
