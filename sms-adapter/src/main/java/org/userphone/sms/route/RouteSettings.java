package org.userphone.sms.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.settings.Settings;

/**
 * The routes of the providers that the program's settings name, such as {@code smpp=+41 +49;
 * twilio=*}. A provider that has none is asked for every number.
 */
record RouteSettings(Map<String, Routes> routes) {

    /**
     * Reads the setting userphone.sms.routes.
     *
     * @param providers the names of the providers that the settings name
     * @throws StartRefused if it is no such list, or names another provider
     */
    static RouteSettings read(Settings settings, List<String> providers) {
        return settings.find("userphone.sms.routes", text -> parse(text, providers))
                .orElse(new RouteSettings(Map.of()));
    }

    private static RouteSettings parse(String text, List<String> providers) {
        var routes = new HashMap<String, Routes>();
        for (var entry : text.split(";", -1)) {
            var parts = entry.split("=", 2);
            var provider = parts[0].strip();
            if (parts.length < 2 || !providers.contains(provider)) {
                throw new IllegalArgumentException(
                        "it is a list of provider=prefixes, separated by semicolons, of providers"
                                + " in userphone.sms.provider");
            }
            if (routes.put(provider, Routes.parse(parts[1])) != null) {
                throw new IllegalArgumentException("it names a provider twice");
            }
        }
        return new RouteSettings(routes);
    }

    Routes of(String provider) {
        return routes.getOrDefault(provider, Routes.ALL);
    }
}
