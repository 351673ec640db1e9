package org.userphone.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.ProviderType;
import org.userphone.sms.ProviderTypeContract;
import org.userphone.sms.Secret;

public class TwilioTypeTest implements ProviderTypeContract {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789ABCDEF";

    public static final Map<String, String> NEEDED =
            Map.of(
                    "userphone.sms.twilio.account", ACCOUNT,
                    "userphone.sms.twilio.token", "secret-token",
                    "userphone.sms.twilio.sender", "+41790000000");

    @Override
    public ProviderType type(Settings settings) {
        return new TwilioType(settings);
    }

    @Override
    public Map<String, String> needed() {
        return NEEDED;
    }

    @Test
    void anAccountATokenAndASenderSuffice() {
        assertThat((TwilioProvider) read(NEEDED))
                .satisfies(
                        twilio -> {
                            assertThat(twilio.account())
                                    .isEqualTo(
                                            new TwilioAccount(ACCOUNT, new Secret("secret-token")));
                            assertThat(twilio.senderNumber()).isEqualTo("+41790000000");
                            assertThat(twilio.receiptsUrl()).isEmpty();
                            assertThat(twilio.tokens())
                                    .isEqualTo(List.of(new Secret("secret-token")));
                            assertThat(twilio.verifyService()).isEmpty();
                        });
    }

    @Test
    void whoeverIsReachableTellsTwilioWhereReceiptsGo() {
        var configured =
                new HashMap<>(with("userphone.sms.receipts.url", "https://phone.example/"));
        configured.put("userphone.sms.receipts.tokens", "secret-old, secret-older");
        var twilio = (TwilioProvider) read(configured);

        assertThat(twilio.receiptsUrl())
                .isEqualTo(Optional.of(URI.create("https://phone.example/sms/receipts/twilio")));
        assertThat(twilio.tokens())
                .extracting(Secret::text)
                .containsExactly("secret-token", "secret-old", "secret-older");
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.sms.timeout, 5",
        "userphone.sms.timeout, PT0S",
        "userphone.sms.timeout, PT31S",
        "userphone.sms.twilio.account, secret",
        "userphone.sms.twilio.url, http://api.twilio.com",
        "userphone.sms.twilio.verify.url, http://verify.twilio.com",
        "userphone.sms.receipts.url, phone",
    })
    void aWrongSettingRefusesTheStartAndIsNamedButNotShown(String key, String value) {
        assertRefusedAndNotShown(key, value);
    }
}
