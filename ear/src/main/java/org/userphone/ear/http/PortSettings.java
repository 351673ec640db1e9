package org.userphone.ear.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the HTTP port lets in.
 *
 * @param deadline how long a request may take to arrive, from its first byte to its last
 * @param headLimit bytes of the longest head
 * @param connections most that are open at once
 * @param connectionsPerAddress most of these from one client address that is no trusted proxy's
 * @param proxies networks of trusted proxies
 * @param http2 whether trusted proxies may speak HTTP/2 from the first byte on
 */
record PortSettings(
        Duration deadline,
        int headLimit,
        int connections,
        int connectionsPerAddress,
        List<Network> proxies,
        boolean http2) {

    /** As the launcher has checked and set them. */
    static PortSettings ofThisJvm() {
        return new PortSettings(
                Duration.parse(System.getProperty("userphone.request.deadline")),
                Integer.getInteger("userphone.headers.max"),
                Integer.getInteger("userphone.http.connections"),
                Integer.getInteger("userphone.http.connections.address"),
                networks(System.getProperty("userphone.proxies")),
                Boolean.getBoolean("userphone.http.h2c"));
    }

    /** What is no network stops the application's start. */
    private static List<Network> networks(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .flatMap(network -> Network.parse(network).stream())
                .toList();
    }
}
