package org.userphone.api.dev;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps tokens and codes from other sites whose pages run in a browser on this machine. A request
 * by a host name of another site that resolves to this machine (DNS rebinding) has that name in
 * {@code Host}. A request by a page of another site shows in {@code Origin} (RFC 6454) or {@code
 * Sec-Fetch-Site} (Fetch Metadata); a program that is no browser sends neither header.
 */
final class SameOrigin {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(?i)(localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::([0-9]{1,5}))?");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");
    private static final String DEFAULT_PORT = "80";

    private SameOrigin() {}

    /**
     * Whether the request comes from a program on this machine or from a page of userphone itself.
     */
    static boolean holds(HttpServletRequest request) {
        var host = request.getHeader("Host");
        var origin = request.getHeader("Origin");
        var site = request.getHeader("Sec-Fetch-Site");
        return isThisProgram(host, request.getLocalPort())
                && (origin == null || origin.equalsIgnoreCase("http://" + host))
                && (site == null || OWN_SITES.contains(site));
    }

    private static boolean isThisProgram(String host, int port) {
        var parts = LOOPBACK_HOST.matcher(host == null ? "" : host);
        return parts.matches()
                && Integer.toString(port)
                        .equals(parts.group(2) == null ? DEFAULT_PORT : parts.group(2));
    }
}
