package org.userphone.api.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;

/** The origins whose pages may make calls from a browser, {@code userphone.cors.origins}. */
@Dependent
public class CorsOrigins {

    private static final String ANY = "*";

    /** An origin as browsers send it (RFC 6454 6.2): without a path. */
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");

    private final Set<String> origins;

    /**
     * @throws StartRefused if an entry of the setting is no origin
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

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {}

    /**
     * Whether a page may make calls.
     *
     * @param origin the value of the header Origin, null if the request has none
     */
    boolean allow(String origin) {
        return origin != null && (origins.contains(ANY) || origins.contains(origin));
    }
}
