package org.userphone.sms;

import java.time.Duration;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/** Reads values that the settings of several providers have. */
public final class SettingValues {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

    private SettingValues() {}

    /**
     * How long a provider may take for its answer to one message.
     *
     * @return 100 milliseconds to 30 seconds
     * @throws StartRefused if the setting is no duration, or outside of these bounds
     */
    public static Duration timeout(Settings settings) {
        return settings.read(
                "userphone.sms.timeout", text -> duration(text, MIN_TIMEOUT, MAX_TIMEOUT));
    }

    /**
     * Reads a duration in the form of ISO 8601.
     *
     * @throws IllegalArgumentException if it is shorter than {@code min} or longer than {@code max}
     * @throws java.time.DateTimeException if it is no duration
     */
    public static Duration duration(String text, Duration min, Duration max) {
        var duration = Duration.parse(text);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new IllegalArgumentException("it is " + min + " to " + max);
        }
        return duration;
    }

    /**
     * Reads {@code true} or {@code false}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is true or false");
        };
    }
}
