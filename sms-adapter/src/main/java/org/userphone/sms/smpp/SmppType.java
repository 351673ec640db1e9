package org.userphone.sms.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.Provider;
import org.userphone.sms.ProviderType;
import org.userphone.sms.Secret;
import org.userphone.sms.SettingValues;

/** SMSCs that speak SMPP. None can be configured in the database. */
public final class SmppType implements ProviderType {

    /** The name of the only provider of this type. */
    static final String NAME = "smpp";

    private static final int MAX_PORT = 65535;
    private static final int MAX_WINDOW = 1000;
    private static final Duration MIN_KEEP_ALIVE = Duration.ofSeconds(1);
    private static final Duration MAX_KEEP_ALIVE = Duration.ofHours(1);

    /** The fields of a bind are one octet longer, for the zero at their end (section 4.1.5). */
    private static final int MAX_SYSTEM_ID = 15;

    private static final int MAX_PASSWORD = 8;
    private static final int MAX_SYSTEM_TYPE = 12;

    private final Settings settings;

    public SmppType(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider ofSettings() {
        return new SmppProvider(
                settings.read("userphone.sms.smpp.host", String::strip),
                settings.read("userphone.sms.smpp.port", text -> number(text, MAX_PORT)),
                settings.read("userphone.sms.smpp.tls", SettingValues::trueOrFalse),
                settings.read("userphone.sms.smpp.system", text -> octets(text, MAX_SYSTEM_ID)),
                settings.read(
                        "userphone.sms.smpp.password",
                        text -> new Secret(octets(text, MAX_PASSWORD))),
                settings.find("userphone.sms.smpp.type", text -> octets(text, MAX_SYSTEM_TYPE))
                        .orElse(""),
                settings.read("userphone.sms.smpp.sender", SmppSource::parse),
                SettingValues.timeout(settings),
                settings.read("userphone.sms.smpp.keepalive", SmppType::keepAlive),
                settings.read("userphone.sms.smpp.window", text -> number(text, MAX_WINDOW)),
                settings.read("userphone.sms.smpp.long", SmppType::isPayload),
                settings.read("userphone.sms.smpp.alphabet", SmppType::charset),
                settings.read("userphone.sms.smpp.ids", SmppIds::named));
    }

    private static int number(String text, int max) {
        int number = Integer.parseInt(text.strip());
        if (number < 1 || number > max) {
            throw new IllegalArgumentException("it is a number from 1 to " + max);
        }
        return number;
    }

    private static String octets(String text, int max) {
        if (!text.matches("\\p{Graph}{1," + max + "}")) {
            throw new IllegalArgumentException(
                    "it has 1 to " + max + " ASCII characters without spaces");
        }
        return text;
    }

    private static Duration keepAlive(String text) {
        return SettingValues.duration(text, MIN_KEEP_ALIVE, MAX_KEEP_ALIVE);
    }

    private static Optional<Charset> charset(String text) {
        return switch (text) {
            case "gsm" -> Optional.empty();
            case "ascii" -> Optional.of(US_ASCII);
            case "latin1" -> Optional.of(ISO_8859_1);
            default -> throw new IllegalArgumentException("it is gsm, ascii or latin1");
        };
    }

    private static boolean isPayload(String text) {
        return switch (text) {
            case "udh" -> false;
            case "payload" -> true;
            default -> throw new IllegalArgumentException("it is udh or payload");
        };
    }
}
