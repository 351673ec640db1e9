package org.userphone.sms.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads URLs of settings. No message of an exception shows a URL, part of which may be secret. */
public final class Urls {

    private static final int MAX_PORT = 65535;

    private Urls() {}

    /**
     * Reads a URL that begins with {@code https://}.
     *
     * @throws IllegalArgumentException if it is none, or one that {@link #http} does not read
     */
    public static URI https(String text) {
        var url = http(text);
        if (!url.getScheme().equals("https")) {
            throw new IllegalArgumentException("it begins with https://");
        }
        return url;
    }

    /**
     * Reads a URL that begins with {@code http://} or {@code https://}; what is not ASCII in it is
     * encoded.
     *
     * @throws IllegalArgumentException if it is none, or has no host, a user or a fragment
     */
    public static URI http(String text) {
        try {
            var url = new URI(new URI(text.strip()).toASCIIString());
            if (url.getHost() != null
                    && url.getPort() <= MAX_PORT
                    && String.valueOf(url.getScheme()).matches("https?")
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) { // its message holds the text
            throw new IllegalArgumentException("it is no URL");
        }
        throw new IllegalArgumentException(
                "it is no http or https URL with a host, without a user and a fragment");
    }
}
