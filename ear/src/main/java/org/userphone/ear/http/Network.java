package org.userphone.ear.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses that begin with the same bits, such as {@code 10.0.0.0/8}. */
record Network(InetAddress base, int bits) {

    /** Only digits, colons and dots, so that no name is looked up. */
    private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]+)/([0-9]{1,3})");

    /** Empty if it is none. */
    static Optional<Network> parse(String text) {
        var parts = CIDR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var base = InetAddress.getByName(parts.group(1));
            return Optional.of(new Network(base, Integer.parseInt(parts.group(2))));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean holds(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && beginning(address).equals(beginning(base));
    }

    private BigInteger beginning(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - bits);
    }
}
