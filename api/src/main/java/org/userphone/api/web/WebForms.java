package org.userphone.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.userphone.api.http.AnyMediaType;

/** Finds the wire form of an HTTP request that calls a method of the contract by its name. */
final class WebForms {

    /** The media types of all forms, as the header {@code Accept-Post} lists them. */
    static final List<String> MEDIA_TYPES =
            List.of(
                    Connect.JSON,
                    Connect.PROTO,
                    GrpcWeb.BINARY,
                    GrpcWeb.BINARY + GrpcWeb.PROTO,
                    GrpcWeb.TEXT,
                    GrpcWeb.TEXT + GrpcWeb.PROTO);

    private WebForms() {}

    /** The form that the media type of a request names; empty if it names none. */
    static Optional<WebForm> of(HttpServletRequest head) {
        return Optional.ofNullable((String) head.getAttribute(AnyMediaType.SENT))
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(MEDIA_TYPES::contains)
                .map(WebForms::named);
    }

    private static WebForm named(String mediaType) {
        return mediaType.startsWith(GrpcWeb.BINARY)
                ? new GrpcWeb(mediaType)
                : new Connect(mediaType);
    }
}
