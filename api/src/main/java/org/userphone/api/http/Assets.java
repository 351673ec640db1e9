package org.userphone.api.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves files that are part of the program. By the Content Security Policy of these answers a
 * browser loads only other files of the program for a page, runs no inline script, applies no
 * inline style, and shows the page in no frame.
 */
public final class Assets {

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=UTF-8",
                    "css", "text/css;charset=UTF-8",
                    "js", "text/javascript;charset=UTF-8",
                    "json", "application/json",
                    "png", "image/png");
    private static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src %s; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private Assets() {}

    /**
     * The content of a class path resource.
     *
     * @param beside a class in the package of the resource, whose class loader finds it
     * @param name relative to that package, or absolute if it starts with a slash; a name that a
     *     caller sent must be checked before
     * @throws NotFoundException if there is no such resource
     */
    public static byte[] read(Class<?> beside, String name) {
        try (var in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new NotFoundException();
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has browsers keep an answer for good, because another content gets another URL. */
    public static Response forGood(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, null)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }

    /** Has pages of other origins load an answer, too. */
    public static Response forOtherOrigins(Response.ResponseBuilder answer) {
        return answer.header(RESOURCE_POLICY, null)
                .header(RESOURCE_POLICY, "cross-origin")
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }

    /** An answer with a content, whose media type follows from the extension of the name. */
    public static Response.ResponseBuilder answer(String name, Object content) {
        return answer(name, content, List.of());
    }

    /**
     * As above.
     *
     * @param origins from which the page may fetch data, besides its own
     */
    public static Response.ResponseBuilder answer(
            String name, Object content, List<String> origins) {
        var reachable =
                Stream.concat(Stream.of("'self'"), origins.stream())
                        .collect(Collectors.joining(" "));
        return Response.ok(content, TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY.formatted(reachable))
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header(RESOURCE_POLICY, "same-origin")
                .header("Referrer-Policy", "no-referrer");
    }
}
