package org.userphone.api.token;

import java.io.IOException;

/** Reads the text of an issuer's keys from a location. */
@FunctionalInterface
interface KeyReader {

    /**
     * @throws IOException if there is no text at the location or it cannot be read
     */
    String read(String location) throws IOException;
}
