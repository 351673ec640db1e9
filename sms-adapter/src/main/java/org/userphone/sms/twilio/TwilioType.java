package org.userphone.sms.twilio;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.Provider;
import org.userphone.sms.ProviderType;
import org.userphone.sms.Secret;
import org.userphone.sms.SettingValues;
import org.userphone.sms.http.Urls;

/** Providers at Twilio, which share the addresses of its APIs and one HTTP client. */
public final class TwilioType implements ProviderType {

    private static final String NAME = "twilio";

    private final Settings settings;
    private final TwilioClient client;
    private final Optional<URI> ourUrl;
    private final List<Secret> moreTokens;

    /**
     * @throws StartRefused if the address of an API or of our own, or the timeout, is wrong
     */
    public TwilioType(Settings settings) {
        this.settings = settings;
        this.client =
                new TwilioClient(
                        settings.read("userphone.sms.twilio.url", Urls::https),
                        settings.read("userphone.sms.twilio.verify.url", Urls::https),
                        SettingValues.timeout(settings));
        this.ourUrl = settings.find("userphone.sms.receipts.url", Urls::http);
        this.moreTokens =
                settings.find("userphone.sms.receipts.tokens", TwilioType::tokens)
                        .orElse(List.of());
    }

    private static List<Secret> tokens(String text) {
        return Stream.of(text.split(",")).map(String::strip).map(Secret::new).toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider ofSettings() {
        var account =
                new TwilioAccount(
                        settings.read("userphone.sms.twilio.account", TwilioType::sid),
                        settings.read("userphone.sms.twilio.token", Secret::new));
        return new TwilioProvider(
                NAME,
                account,
                settings.read("userphone.sms.twilio.sender", String::strip),
                receiptsUrl(NAME),
                tokens(account),
                Optional.empty(),
                client);
    }

    private static String sid(String text) {
        if (!text.matches("AC[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("an account is AC and 32 hexadecimal digits");
        }
        return text;
    }

    @Override
    public Optional<Provider> of(SmsProvider configured, Instant now) {
        if (!(configured.config() instanceof ProviderConfig.Twilio config)) {
            return Optional.empty();
        }
        var account = new TwilioAccount(config.sid(), new Secret(config.token()));
        return Optional.of(
                new TwilioProvider(
                        configured.id(),
                        account,
                        config.senderNumber(),
                        receiptsUrl(configured.id()),
                        tokens(account),
                        config.verifyService(),
                        client));
    }

    /** The address at which we take the receipts of a provider, if our own address is known. */
    private Optional<URI> receiptsUrl(String provider) {
        return ourUrl.map(url -> url.toString().replaceAll("/+$", ""))
                .map(url -> URI.create(url + "/sms/receipts/" + provider));
    }

    private List<Secret> tokens(TwilioAccount account) {
        return Stream.concat(Stream.of(account.token()), moreTokens.stream()).toList();
    }
}
