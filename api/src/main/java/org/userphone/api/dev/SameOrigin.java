package org.userphone.api.dev;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps tokens and codes from the pages of other sites that run in the same browser. A name of
 * theirs that leads here (DNS rebinding) shows in {@code Host}; a request that they make shows in
 * {@code Origin} or {@code Sec-Fetch-Site}. Programs that are no browser send neither of the two.
 */
final class SameOrigin {

    private static final Pattern OURSELVES =
            Pattern.compile("(?i)(localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::([0-9]{1,5}))?");
    private static final Set<String> SITES = Set.of("none", "same-origin");
    private static final String HTTP = "80";

    private SameOrigin() {}

    /** Whether the request comes from this machine and from no page but ours. */
    static boolean holds(HttpServletRequest request) {
        var host = request.getHeader("Host");
        var origin = request.getHeader("Origin");
        var site = request.getHeader("Sec-Fetch-Site");
        return isOurs(host, request.getLocalPort())
                && (origin == null || origin.equalsIgnoreCase("http://" + host))
                && (site == null || SITES.contains(site));
    }

    private static boolean isOurs(String host, int port) {
        var parts = OURSELVES.matcher(host == null ? "" : host);
        return parts.matches()
                && Integer.toString(port).equals(parts.group(2) == null ? HTTP : parts.group(2));
    }
}
