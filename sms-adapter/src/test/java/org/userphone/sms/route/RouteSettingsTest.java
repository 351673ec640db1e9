package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.Routes;
import org.userphone.sms.Configured;

class RouteSettingsTest {

    private static final List<String> PROVIDERS = List.of("smpp", "twilio");

    @Test
    void eachProviderHasItsPrefixesAndOneThatIsNotNamedHasAllNumbers() {
        var routes = read(" smpp = +41  +4930 ");

        assertThat(routes.of("smpp")).isEqualTo(new Routes(List.of("+41", "+4930")));
        assertThat(routes.of("twilio")).isEqualTo(Routes.ALL);
    }

    @Test
    void aStarStandsForAllNumbers() {
        assertThat(read("smpp=+41;twilio=*").of("twilio")).isEqualTo(Routes.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"smpp", "smpp=", "smpp=41", "smpp=+41,+49", "webhook=+41", "smpp=*;smpp=+1"})
    void whatCannotBeReadRefusesTheStart(String routes) {
        assertThatThrownBy(() -> read(routes)).isInstanceOf(StartRefused.class);
    }

    private static RouteSettings read(String routes) {
        return RouteSettings.read(Configured.settings("userphone.sms.routes", routes), PROVIDERS);
    }
}
