package org.userphone.api.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom proxies say they had a request from, in the order of its way here. A hop is empty if it is
 * no address: proxies may keep it to themselves.
 */
final class ForwardedChain {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** Without escapes, which no address needs: a group that repeats would take a stack as long. */
    private static final String VALUE = "(?:(?<token>" + TOKEN + ")|\"(?<quoted>[^\"\\\\]*)\")";

    /** One parameter of RFC 7239, and what ends it: a semicolon, a comma or nothing. */
    private static final Pattern PAIR =
            Pattern.compile("\\s*(?<name>" + TOKEN + ")=" + VALUE + "\\s*(?<end>[;,]|$)");

    private static final Pattern NODE =
            Pattern.compile("(?:\\[(?<v6>[^\\]]+)]|(?<v4>[0-9.]+))(?::[0-9_A-Za-z.-]{1,16})?");

    private ForwardedChain() {}

    /**
     * Of {@code Forwarded} (RFC 7239).
     *
     * @return empty if it is malformed anywhere: where one hop ends and the next begins is unknown
     */
    static Optional<List<Optional<InetAddress>>> ofForwarded(List<String> values) {
        List<Optional<InetAddress>> hops = new ArrayList<>();
        Optional<InetAddress> hop = Optional.empty();
        var text = String.join(",", values);
        var pair = PAIR.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!pair.region(at, text.length()).lookingAt()) {
                return Optional.empty();
            }
            if (pair.group("name").equalsIgnoreCase("for")) {
                hop = node(Optional.ofNullable(pair.group("token")).orElse(pair.group("quoted")));
            }
            if (!pair.group("end").equals(";")) {
                hops.add(hop);
                hop = Optional.empty();
            }
            at = pair.end();
        }
        return Optional.of(hops).filter(all -> !text.endsWith(",") && !text.endsWith(";"));
    }

    /** Of {@code X-Forwarded-For}, in which an address of IPv6 may be without brackets. */
    static List<Optional<InetAddress>> ofXForwardedFor(List<String> values) {
        return Stream.of(String.join(",", values).split(",", -1))
                .map(String::strip)
                .map(hop -> IpLiterals.read(hop).or(() -> node(hop)))
                .toList();
    }

    private static Optional<InetAddress> node(String text) {
        var node = NODE.matcher(text);
        return Optional.of(node)
                .filter(found -> found.matches())
                .map(found -> found.group("v6") == null ? found.group("v4") : found.group("v6"))
                .flatMap(IpLiterals::read)
                .filter(address -> node.group("v6") == null || node.group("v6").contains(":"));
    }
}
