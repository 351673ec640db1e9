package org.userphone.api.token;

import java.io.IOException;
import java.net.URI;

/**
 * The keys of an issuer as they are configured.
 *
 * @param inline whether the setting holds the keys themselves and not their location
 * @param value the text of the keys, or their location
 */
record KeySettings(boolean inline, String value) {

    /**
     * Keys at a location, as {@link KeyLocations} reads it.
     *
     * @throws IllegalArgumentException if the location starts like an HTTP URL and is none
     */
    static KeySettings at(String location) {
        if (KeyLocations.isRemote(location) && URI.create(location).getHost() == null) {
            throw new IllegalArgumentException("no host");
        }
        return new KeySettings(false, location);
    }

    /** Whether the keys are read over the network, which may be down when the program starts. */
    boolean isRemote() {
        return !inline && KeyLocations.isRemote(value);
    }

    /** The text of the keys, which {@link KeyText} parses. */
    String text(KeyReader reader) throws IOException {
        return inline ? value : reader.read(value);
    }

    /** Shows neither the keys nor their location, because a URL may hold credentials. */
    @Override
    public String toString() {
        return inline ? "inline keys" : "keys at a location";
    }
}
