package org.userphone.ear;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.userphone.domain.settings.SettingsForm;

/**
 * The settings that the launcher needs before the server runs. System properties take precedence
 * over environment variables, and these over the defaults of the application, as in MicroProfile
 * Config. The names of environment variables are mapped as in MicroProfile Config.
 */
final class LaunchSettings {

    private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

    /** Bytes of a head: room for a request line, and little enough for the memory of many. */
    private static final int MIN_HEAD = 1024;

    private static final int MAX_HEAD = 256 * 1024;

    private final Properties properties;
    private final Map<String, String> environment;
    private final Properties defaults;

    /**
     * The settings with which the JVM was started, without system properties that are set later.
     */
    static LaunchSettings ofThisJvm() {
        return new LaunchSettings((Properties) System.getProperties().clone(), System.getenv());
    }

    LaunchSettings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
        this.defaults = defaults();
    }

    private static Properties defaults() {
        var defaults = new Properties();
        try (var resource = LaunchSettings.class.getResourceAsStream(DEFAULTS)) {
            defaults.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults;
    }

    /** The value of a setting; an empty text if it is not set. */
    String value(String key) {
        return isChosen(key) ? chosen(key).strip() : defaults.getProperty(key, "");
    }

    /** Whether somebody has given the setting a value of their own. */
    boolean isChosen(String key) {
        var value = chosen(key);
        return value != null && !value.isBlank();
    }

    private String chosen(String key) {
        var underscored = key.replaceAll("[^A-Za-z0-9]", "_");
        var value = properties.getProperty(key);
        if (value == null) {
            value = environment.get(key);
        }
        if (value == null) {
            value = environment.get(underscored);
        }
        if (value == null) {
            value = environment.get(underscored.toUpperCase(Locale.ROOT));
        }
        return value;
    }

    /** What is wrong with the names and the form of all settings, a sentence for each. */
    List<String> problems() {
        return SettingsForm.shipped().problems(properties, environment);
    }

    boolean isSet(String key) {
        return !value(key).isEmpty();
    }

    /**
     * Whether the program runs in development mode: it does if no issuer of tokens is configured.
     */
    boolean development() {
        return !isSet("mp.jwt.verify.issuer") && !isSet("userphone.issuers");
    }

    /** The address and port of a listener, by the keys of the two settings. */
    InetSocketAddress listener(String address, String port) {
        return new InetSocketAddress(address(address), port(port));
    }

    private InetAddress address(String key) {
        try {
            return InetAddress.getByName(value(key));
        } catch (UnknownHostException e) {
            throw refused(key, "the address of this machine", e);
        }
    }

    /** A port from 0 to 65535, where 0 stands for any free port. */
    private int port(String key) {
        return number(key, 0, 65535);
    }

    /** The absolute path of the data folder. */
    Path data() {
        try {
            return Path.of(value("userphone.data")).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw refused("userphone.data", "a folder", e);
        }
    }

    /** Whether the database is the embedded one, which is in the data folder. */
    boolean embeddedDatabase() {
        return !isSet("userphone.db.url");
    }

    /** Whether the log is in JSON and not in plain lines. */
    boolean jsonLogs() {
        return switch (value("userphone.log.format")) {
            case "plain" -> false;
            case "json" -> true;
            default -> throw refused("userphone.log.format", "plain or json", null);
        };
    }

    /** The limit of concurrent calls, each of which needs a thread. */
    int maxCalls() {
        return number("userphone.calls.most", 1, 9999);
    }

    /**
     * How long the program answers requests while it is not ready any more, before it stops. In
     * development mode there is no load balancer that would have to learn of it.
     */
    Duration notice() {
        var notice = duration("userphone.stop.notice");
        return development() ? Duration.ZERO : notice;
    }

    /** How long the program waits for requests in flight when it stops. */
    Duration grace() {
        return duration("userphone.stop.grace");
    }

    /** What is in front of the server's HTTP port has to know, by the properties it reads. */
    Map<String, String> httpPort() {
        var headLimit = number("userphone.headers.max", MIN_HEAD, MAX_HEAD);
        var connections = number("userphone.http.connections", 1, Integer.MAX_VALUE);
        var perAddress = number("userphone.http.connections.address", 1, Integer.MAX_VALUE);
        return Map.of(
                "userphone.request.deadline", duration("userphone.request.deadline").toString(),
                "userphone.headers.max", Integer.toString(headLimit),
                // The server would refuse a head that is too long without a word.
                "http.header.buffer", Integer.toString(headLimit + MIN_HEAD),
                "userphone.http.connections", Integer.toString(connections),
                "userphone.http.connections.address", Integer.toString(perAddress),
                "userphone.proxies", value("userphone.proxies"),
                "userphone.http.h2c", Boolean.toString(flag("userphone.http.h2c")));
    }

    private int number(String key, int min, int max) {
        try {
            int number = Integer.parseInt(value(key));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(key, "a number from " + min + " to " + max, e);
        }
        throw refused(key, "a number from " + min + " to " + max, null);
    }

    private Duration duration(String key) {
        try {
            var duration = Duration.parse(value(key));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw refused(key, "a duration such as PT30S", e);
        }
        throw refused(key, "a duration such as PT30S", null);
    }

    private boolean flag(String key) {
        return switch (value(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, "true or false", null);
        };
    }

    private CannotStart refused(String key, String expected, Exception cause) {
        return new CannotStart(
                "%s is %s; it must be %s.".formatted(key, value(key), expected), cause);
    }
}
