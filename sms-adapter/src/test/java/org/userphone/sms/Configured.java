package org.userphone.sms;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.userphone.domain.Settings;

/** Settings as an operator might configure them. */
final class Configured {

    private Configured() {}

    static Settings settings(String key, String value) {
        return new Settings(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 100))
                        .build());
    }
}
