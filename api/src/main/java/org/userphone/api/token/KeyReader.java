package org.userphone.api.token;

import java.io.IOException;

/** Reads the text of an issuer's keys from the place where it is kept. */
@FunctionalInterface
interface KeyReader {

    String read(String location) throws IOException;
}
