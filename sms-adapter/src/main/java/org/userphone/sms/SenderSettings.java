package org.userphone.sms;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;

/** What sends, with all that is configured about it. */
sealed interface SenderSettings {

    int MAX_PORT = 65535;

    /** What the provider is called. */
    String provider();

    /**
     * A sender as it is configured.
     *
     * @param receipts takes those over that come on the sender's own connection; throws if it
     *     cannot
     */
    SmsSender sender(Inbox inbox, Clock clock, Consumer<List<Receipt>> receipts);

    /** Whether it makes and checks the codes that it sends. */
    default boolean makesCodes() {
        return false;
    }

    /**
     * Reads which providers are configured, in their order, and then the settings of these only.
     *
     * @return if none is, the inbox in development mode, and else nobody
     * @throws StartRefused if a setting is missing or wrong; secrets are not shown
     */
    static List<SenderSettings> read(Settings settings) {
        return settings.find("userphone.sms.provider", Provider::listed)
                .map(named -> named.stream().map(one -> read(one, settings)).toList())
                .orElseGet(
                        () ->
                                settings.read("userphone.development", Boolean::valueOf)
                                        ? List.of(new DevelopmentInbox())
                                        : List.of());
    }

    private static SenderSettings read(Provider provider, Settings settings) {
        return switch (provider) {
            case TWILIO -> Twilio.read(settings);
            case WEBHOOK -> Webhook.read(settings);
            case SMPP -> Smpp.read(settings);
        };
    }

    enum Provider {
        TWILIO,
        WEBHOOK,
        SMPP;

        static List<Provider> listed(String names) {
            var listed = Stream.of(names.split(",", -1)).map(String::strip).toList();
            if (listed.stream().distinct().count() < listed.size()) {
                throw new IllegalArgumentException("it names a provider twice");
            }
            return listed.stream().map(Provider::named).toList();
        }

        private static Provider named(String name) {
            return switch (name) {
                case "twilio" -> TWILIO;
                case "webhook" -> WEBHOOK;
                case "smpp" -> SMPP;
                default -> throw new IllegalArgumentException("it is twilio, webhook or smpp");
            };
        }
    }

    /** The inbox of development mode. */
    record DevelopmentInbox() implements SenderSettings {

        @Override
        public String provider() {
            return "inbox";
        }

        @Override
        public SmsSender sender(Inbox inbox, Clock clock, Consumer<List<Receipt>> receipts) {
            return new InboxSender(inbox, clock);
        }
    }

    /** A provider that is called by HTTP, and tells by HTTP what became of messages. */
    sealed interface HttpProvider extends SenderSettings {

        /** A sender as it is configured. */
        SmsSender sender(Clock clock);

        @Override
        default SmsSender sender(Inbox inbox, Clock clock, Consumer<List<Receipt>> receipts) {
            return sender(clock);
        }
    }

    /**
     * Twilio's Messages API.
     *
     * @param provider what it is called here
     * @param url where it is, without a path
     * @param account the account's SID, which is the user name as well
     * @param sender a number in E.164 form or a name that belongs to the account
     * @param timeout of a whole request and answer
     * @param receipts where it is to send them
     * @param verify the service that makes the codes, if one is to
     */
    record Twilio(
            String provider,
            URI url,
            String account,
            Secret token,
            String sender,
            Duration timeout,
            Optional<URI> receipts,
            Optional<Verify> verify)
            implements HttpProvider {

        private static final String NAME = "twilio";

        /** The one of the settings. */
        Twilio(
                URI url,
                String account,
                Secret token,
                String sender,
                Duration timeout,
                Optional<URI> receipts) {
            this(NAME, url, account, token, sender, timeout, receipts, Optional.empty());
        }

        static SenderSettings read(Settings settings) {
            return new Twilio(
                    settings.read("userphone.sms.twilio.url", SenderSettings::https),
                    settings.read("userphone.sms.twilio.account", Twilio::account),
                    settings.read("userphone.sms.twilio.token", Secret::new),
                    settings.read("userphone.sms.twilio.sender", String::strip),
                    SenderSettings.timeout(settings),
                    SenderSettings.receipts(settings, NAME));
        }

        private static String account(String text) {
            if (!text.matches("AC[0-9a-fA-F]{32}")) {
                throw new IllegalArgumentException("an account is AC and 32 hexadecimal digits");
            }
            return text;
        }

        @Override
        public boolean makesCodes() {
            return verify.isPresent();
        }

        @Override
        public SmsSender sender(Clock clock) {
            return verify.<SmsSender>map(service -> new VerifySender(this, service, clock))
                    .orElseGet(() -> new TwilioSender(this, clock));
        }
    }

    /**
     * A service of Twilio's Verify API.
     *
     * @param url where the API is, without a path
     */
    record Verify(URI url, String service) {

        URI path(String resource) {
            return url.resolve("/v2/Services/" + TwilioPost.encoded(service) + "/" + resource);
        }
    }

    /**
     * An HTTP endpoint of the operator's.
     *
     * @param provider what the endpoint is told that it is called here
     * @param keys each signs every message, so that they can be changed one after the other
     * @param privateNetworks whether it may be in one, and only then without TLS
     * @param timeout of a whole request and answer
     */
    record Webhook(
            String provider, URI url, List<Secret> keys, boolean privateNetworks, Duration timeout)
            implements HttpProvider {

        private static final int MIN_KEY_LENGTH = 16;

        /** The one of the settings. */
        Webhook(URI url, List<Secret> keys, boolean privateNetworks, Duration timeout) {
            this("webhook", url, keys, privateNetworks, timeout);
        }

        static SenderSettings read(Settings settings) {
            boolean privateNetworks =
                    settings.read("userphone.sms.webhook.private", SenderSettings::yesOrNo);
            return new Webhook(
                    settings.read(
                            "userphone.sms.webhook.url",
                            privateNetworks ? SenderSettings::http : SenderSettings::https),
                    settings.read("userphone.sms.webhook.keys", Webhook::keys),
                    privateNetworks,
                    SenderSettings.timeout(settings));
        }

        private static List<Secret> keys(String text) {
            var keys = Stream.of(text.split(",", -1)).map(String::strip).toList();
            if (keys.stream().anyMatch(key -> key.length() < MIN_KEY_LENGTH)) {
                throw new IllegalArgumentException(
                        "a key has at least " + MIN_KEY_LENGTH + " characters");
            }
            return keys.stream().map(Secret::new).toList();
        }

        @Override
        public SmsSender sender(Clock clock) {
            return new WebhookSender(this, clock);
        }

        /** Not the whole URL, whose path or query may be a secret. */
        @Override
        public String toString() {
            return "Webhook[" + url.getHost() + "]";
        }
    }

    /**
     * An SMSC that speaks SMPP 3.4.
     *
     * @param systemId our user name there
     * @param systemType empty where the SMSC wants none
     * @param timeout of connecting, and of the answer to each request
     * @param keepAlive idle time after which enquire_link is sent
     * @param window most requests under way at once
     * @param payload whether a long text goes in one message_payload, and not in parts
     * @param ids how the SMSC writes the ids of messages
     */
    record Smpp(
            String host,
            int port,
            boolean tls,
            String systemId,
            Secret password,
            String systemType,
            SmppSource source,
            Duration timeout,
            Duration keepAlive,
            int window,
            boolean payload,
            SmppIds ids)
            implements SenderSettings {

        @Override
        public String provider() {
            return "smpp";
        }

        static SenderSettings read(Settings settings) {
            return new Smpp(
                    settings.read("userphone.sms.smpp.host", String::strip),
                    settings.read("userphone.sms.smpp.port", text -> number(text, MAX_PORT)),
                    settings.read("userphone.sms.smpp.tls", SenderSettings::yesOrNo),
                    settings.read("userphone.sms.smpp.system", text -> octets(text, 15)),
                    settings.read(
                            "userphone.sms.smpp.password", text -> new Secret(octets(text, 8))),
                    settings.find("userphone.sms.smpp.type", text -> octets(text, 12)).orElse(""),
                    settings.read("userphone.sms.smpp.sender", SmppSource::parse),
                    SenderSettings.timeout(settings),
                    settings.read("userphone.sms.smpp.keepalive", Smpp::keepAlive),
                    settings.read("userphone.sms.smpp.window", text -> number(text, 1000)),
                    settings.read("userphone.sms.smpp.long", Smpp::payload),
                    settings.read("userphone.sms.smpp.ids", SmppIds::named));
        }

        private static int number(String text, int limit) {
            int number = Integer.parseInt(text.strip());
            if (number < 1 || number > limit) {
                throw new IllegalArgumentException("it is a number from 1 to " + limit);
            }
            return number;
        }

        /** SMPP 3.4 section 5.2: C-octet strings of ASCII, in fields that are short. */
        private static String octets(String text, int limit) {
            if (!text.matches("\\p{Graph}{1," + limit + "}")) {
                throw new IllegalArgumentException(
                        "it has 1 to " + limit + " ASCII characters without spaces");
            }
            return text;
        }

        private static Duration keepAlive(String text) {
            return between(text, Duration.ofSeconds(1), Duration.ofHours(1));
        }

        private static boolean payload(String text) {
            return switch (text) {
                case "udh" -> false;
                case "payload" -> true;
                default -> throw new IllegalArgumentException("it is udh or payload");
            };
        }

        @Override
        public SmsSender sender(Inbox inbox, Clock clock, Consumer<List<Receipt>> receipts) {
            return new SmppSender(this, clock, receipts);
        }
    }

    /** Where receipts of a provider come to us; empty if that is not known. */
    static Optional<URI> receipts(Settings settings, String provider) {
        return settings.find("userphone.sms.receipts.url", SenderSettings::http)
                .map(
                        base ->
                                URI.create(
                                        base.toString().replaceAll("/+$", "")
                                                + "/sms/receipts/"
                                                + provider));
    }

    static Duration timeout(Settings settings) {
        return settings.read(
                "userphone.sms.timeout",
                text -> between(text, Duration.ofMillis(100), Duration.ofSeconds(30)));
    }

    private static Duration between(String text, Duration least, Duration limit) {
        var duration = Duration.parse(text);
        if (duration.compareTo(least) < 0 || duration.compareTo(limit) > 0) {
            throw new IllegalArgumentException("it is " + least + " to " + limit);
        }
        return duration;
    }

    static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is true or false");
        };
    }

    static URI https(String text) {
        var url = http(text);
        if (!url.getScheme().equals("https")) {
            throw new IllegalArgumentException("it begins with https://");
        }
        return url;
    }

    /** The URL itself is in no message: part of it may be secret. */
    static URI http(String text) {
        try {
            var url = new URI(new URI(text.strip()).toASCIIString());
            if (url.getHost() != null
                    && url.getPort() <= MAX_PORT
                    && String.valueOf(url.getScheme()).matches("https?")
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) { // its message holds the text
            throw new IllegalArgumentException("it is no URL");
        }
        throw new IllegalArgumentException(
                "it is no http or https URL with a host, without a user and a fragment");
    }
}
