package org.userphone.api.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses IP addresses. A host name is no IP address, and is not looked up. */
final class IpLiterals {

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    /**
     * Wider than the grammar: Java parses a text with a colon as an address and never looks it up.
     */
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:]{2,39}(?:(?<=:)(?:" + BYTE + "\\.){3}" + BYTE + ")?");

    private IpLiterals() {}

    /** The address that a text writes out; empty if it is no address. */
    static Optional<InetAddress> read(String text) {
        try {
            return (text.indexOf(':') < 0 ? IPV4 : IPV6).matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
