package org.userphone.api.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;

/** Whose pages may call userphone from a browser. */
@Dependent
public class CorsOrigins {

    private static final String ANY = "*";

    /** As browsers send it (RFC 6454 6.2): no path, and no port that goes without saying. */
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");

    private final Set<String> origins;

    /**
     * @throws StartRefused if one of them is no origin
     */
    @Inject
    public CorsOrigins(Config config) {
        origins =
                config
                        .getOptionalValues("userphone.cors.origins", String.class)
                        .orElse(List.of())
                        .stream()
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
        for (var origin : origins) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new StartRefused(
                        ("The setting userphone.cors.origins is wrong: %s is no origin such as"
                                        + " https://app.example.com.")
                                .formatted(origin));
            }
        }
    }

    /** Makes this bean, and so reads its setting, when the application starts. */
    void start(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application) {}

    /**
     * @param origin of a page; null for a request that comes from none
     */
    boolean allow(String origin) {
        return origin != null && (origins.contains(ANY) || origins.contains(origin));
    }
}
