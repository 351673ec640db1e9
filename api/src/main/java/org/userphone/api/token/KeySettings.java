package org.userphone.api.token;

import java.io.IOException;
import java.net.URI;

/**
 * Where the keys of an issuer are: written out in the settings, or at a place of their own.
 *
 * @param value the text of the keys, or their location
 */
record KeySettings(boolean inline, String value) {

    /**
     * @throws IllegalArgumentException if the location looks like a URL and is none
     */
    static KeySettings at(String location) {
        if (KeyLocations.isRemote(location) && URI.create(location).getHost() == null) {
            throw new IllegalArgumentException("no host");
        }
        return new KeySettings(false, location);
    }

    /** True if the keys come over the network, which need not work when the program starts. */
    boolean isRemote() {
        return !inline && KeyLocations.isRemote(value);
    }

    String text(KeyReader reader) throws IOException {
        return inline ? value : reader.read(value);
    }

    /** Never the text or the location, which may hold credentials. */
    @Override
    public String toString() {
        return inline ? "inline keys" : "keys at a location";
    }
}
