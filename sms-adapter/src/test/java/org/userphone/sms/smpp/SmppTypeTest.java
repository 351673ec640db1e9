package org.userphone.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.ProviderType;
import org.userphone.sms.ProviderTypeContract;
import org.userphone.sms.Secret;

public class SmppTypeTest implements ProviderTypeContract {

    public static final Map<String, String> NEEDED =
            Map.of(
                    "userphone.sms.smpp.host", "smsc.example",
                    "userphone.sms.smpp.system", "userphone",
                    "userphone.sms.smpp.password", "secret-p",
                    "userphone.sms.smpp.sender", "ACME");

    @Override
    public ProviderType type(Settings settings) {
        return new SmppType(settings);
    }

    @Override
    public Map<String, String> needed() {
        return NEEDED;
    }

    @Test
    void aHostCredentialsAndASenderSuffice() {
        assertThat(read(NEEDED))
                .isEqualTo(
                        new SmppProvider(
                                "smsc.example",
                                2775,
                                false,
                                "userphone",
                                new Secret("secret-p"),
                                "",
                                SmppSource.parse("ACME"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                10,
                                false,
                                Optional.empty(),
                                SmppIds.SAME));
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.sms.timeout, 5",
        "userphone.sms.smpp.port, 0",
        "userphone.sms.smpp.port, 65536",
        "userphone.sms.smpp.port, smpp",
        "userphone.sms.smpp.tls, 1",
        "userphone.sms.smpp.system, sixteen-letters-",
        "userphone.sms.smpp.password, secret-pw",
        "userphone.sms.smpp.password, sécret",
        "userphone.sms.smpp.type, thirteen-lett",
        "userphone.sms.smpp.sender, a name too long",
        "userphone.sms.smpp.keepalive, PT0S",
        "userphone.sms.smpp.keepalive, PT2H",
        "userphone.sms.smpp.window, 0",
        "userphone.sms.smpp.window, 1001",
        "userphone.sms.smpp.long, sar",
        "userphone.sms.smpp.alphabet, utf8",
    })
    void aWrongSettingRefusesTheStartAndIsNamedButNotShown(String key, String value) {
        assertRefusedAndNotShown(key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "+41791234567, INTERNATIONAL, ISDN, 41791234567",
        "4567, UNKNOWN, ISDN, 4567",
        "ACME Ltd, ALPHANUMERIC, UNKNOWN, ACME Ltd",
    })
    void whomAnSmsIsFromHasTheTypesThatGoWithIt(
            String text, TypeOfNumber ton, NumberingPlanIndicator npi, String address) {
        assertThat(SmppSource.parse(text)).isEqualTo(new SmppSource(ton, npi, address));
    }
}
