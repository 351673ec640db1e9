package org.userphone.api.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses from which a request came to each proxy on its way, as the proxies tell it in a
 * header: the client's own address first, the one before the last proxy at the end.
 *
 * @param nodes empty where a proxy names no address, which RFC 7239 6 allows; without any node if
 *     the header is malformed
 */
record ForwardedChain(List<Optional<InetAddress>> nodes) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** Without escapes, which no address needs: a repeated group would need stack for each one. */
    private static final String VALUE = "(?:(?<token>" + TOKEN + ")|\"(?<quoted>[^\"\\\\]*)\")";

    /** One parameter of RFC 7239 4, and what ends it: a semicolon, a comma or the header's end. */
    private static final Pattern PAIR =
            Pattern.compile("\\s*(?<name>" + TOKEN + ")=" + VALUE + "\\s*(?<end>[;,]|$)");

    private static final Pattern NODE =
            Pattern.compile("(?:\\[(?<v6>[^\\]]+)]|(?<v4>[0-9.]+))(?::[0-9_A-Za-z.-]{1,16})?");

    private static final ForwardedChain MALFORMED = new ForwardedChain(List.of());

    /**
     * Reads the values of the header {@code Forwarded} (RFC 7239). A header that is malformed
     * anywhere has no nodes, because nobody knows where one of them ends and the next one begins.
     */
    static ForwardedChain ofForwarded(List<String> values) {
        List<Optional<InetAddress>> nodes = new ArrayList<>();
        Optional<InetAddress> node = Optional.empty();
        var text = String.join(",", values);
        if (text.endsWith(",") || text.endsWith(";")) {
            return MALFORMED;
        }
        var pair = PAIR.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!pair.region(at, text.length()).lookingAt()) {
                return MALFORMED;
            }
            if (pair.group("name").equalsIgnoreCase("for")) {
                node = node(Optional.ofNullable(pair.group("token")).orElse(pair.group("quoted")));
            }
            if (!pair.group("end").equals(";")) {
                nodes.add(node);
                node = Optional.empty();
            }
            at = pair.end();
        }
        return new ForwardedChain(nodes);
    }

    /**
     * Reads the values of the header {@code X-Forwarded-For}, where an IPv6 address may stand
     * without brackets.
     */
    static ForwardedChain ofXForwardedFor(List<String> values) {
        return new ForwardedChain(
                Stream.of(String.join(",", values).split(",", -1))
                        .map(String::strip)
                        .map(text -> IpLiterals.read(text).or(() -> node(text)))
                        .toList());
    }

    private static Optional<InetAddress> node(String text) {
        var node = NODE.matcher(text);
        if (!node.matches()) {
            return Optional.empty();
        }
        var v6 = node.group("v6");
        if (v6 == null) {
            return IpLiterals.read(node.group("v4"));
        }
        return v6.contains(":") ? IpLiterals.read(v6) : Optional.empty();
    }

    /**
     * The last address that is no trusted proxy, or the first of all if every one is trusted. Empty
     * if the way back to it leads past a node without an address.
     */
    Optional<InetAddress> client(Predicate<InetAddress> isTrustedProxy) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            var node = nodes.get(i);
            if (i == 0 || node.isEmpty() || !isTrustedProxy.test(node.get())) {
                return node;
            }
        }
        return Optional.empty();
    }
}
