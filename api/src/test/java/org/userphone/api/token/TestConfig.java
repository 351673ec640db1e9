package org.userphone.api.token;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The settings as shipped, with some of them set. */
final class TestConfig {

    private static final int ABOVE_THE_DEFAULTS = 1000;

    private TestConfig() {}

    /** Any issuer's keys inline, and the audience of {@link Tokens}. */
    static Config trusting(String keys, String... more) {
        Map<String, String> settings = settings(more);
        settings.putIfAbsent("mp.jwt.verify.issuer", Tokens.ISSUER);
        settings.putIfAbsent("mp.jwt.verify.audiences", Tokens.AUDIENCE);
        settings.putIfAbsent("mp.jwt.verify.publickey", keys);
        settings.putIfAbsent("mp.jwt.verify.publickey.algorithm", "RS256,PS256,ES256,EdDSA");
        return config(settings);
    }

    static Config of(String... keysAndValues) {
        return config(settings(keysAndValues));
    }

    private static Map<String, String> settings(String... keysAndValues) {
        var settings = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(settings, "test", ABOVE_THE_DEFAULTS))
                .build();
    }
}
