package org.userphone.sms;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.userphone.domain.settings.Settings;

/** Settings as an operator might configure them, over the defaults that the application ships. */
public final class Configured {

    private Configured() {}

    public static Settings settings(String key, String value) {
        return settings(Map.of(key, value));
    }

    public static Settings settings(Map<String, String> configured) {
        var defaults = Settings.class.getResource("/META-INF/microprofile-config.properties");
        try {
            return new Settings(
                    new SmallRyeConfigBuilder()
                            .withSources(
                                    new PropertiesConfigSource(configured, "test", 200),
                                    new PropertiesConfigSource(defaults, 100))
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
