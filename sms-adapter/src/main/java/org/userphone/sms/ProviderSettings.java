package org.userphone.sms;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.SenderSettings.HttpProvider;
import org.userphone.sms.SenderSettings.Verify;

/**
 * Makes settings of what operators have configured in the database. What they cannot say there is
 * said by the settings of the program, for all: where Twilio is, how long it may take, and whether
 * endpoints may be in private networks.
 */
final class ProviderSettings {

    private static final String ADDRESS = "[0-9.]+|.*:.*";
    private static final String LOCAL = "(?i)(.*[.])?localhost[.]?";

    private final URI twilio;
    private final URI verify;
    private final Duration timeout;
    private final boolean privateNetworks;
    private final Function<String, Optional<URI>> receipts;

    ProviderSettings(Settings settings) {
        this.receipts = provider -> SenderSettings.receipts(settings, provider);
        this.twilio = settings.read("userphone.sms.twilio.url", SenderSettings::https);
        this.verify = settings.read("userphone.sms.twilio.verify.url", SenderSettings::https);
        this.timeout = SenderSettings.timeout(settings);
        this.privateNetworks =
                settings.read("userphone.sms.webhook.private", SenderSettings::yesOrNo);
    }

    HttpProvider of(SmsProvider provider, Instant now) {
        if (provider.config() instanceof Twilio its) {
            return new SenderSettings.Twilio(
                    provider.id(),
                    twilio,
                    its.sid(),
                    new Secret(its.token()),
                    its.senderNumber(),
                    timeout,
                    receipts.apply(provider.id()),
                    its.verifyService().map(sid -> new Verify(verify, sid)));
        }
        var http = (Http) provider.config();
        return new SenderSettings.Webhook(
                provider.id(),
                SenderSettings.http(http.endpoint()),
                http.keys(now).stream().map(Secret::new).toList(),
                privateNetworks,
                timeout);
    }

    /**
     * Whether messages may be sent there, as far as the URL tells. What a name resolves to is
     * looked at whenever something is sent, because it can change.
     */
    boolean allows(String endpoint) {
        try {
            return privateNetworks
                    ? SenderSettings.http(endpoint).isAbsolute()
                    : isPublic(SenderSettings.https(endpoint).getHost());
        } catch (IllegalArgumentException e) { // no URL, or without TLS
            return false;
        }
    }

    private static boolean isPublic(String host) {
        var bare = host.replaceAll("[\\[\\]]", "");
        if (!bare.matches(ADDRESS)) {
            return !bare.matches(LOCAL);
        }
        try { // an address is not looked up
            return Networks.PUBLIC.test(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
