package org.userphone.api.address;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits, such as {@code 10.0.0.0/8} (RFC 4632).
 *
 * @param bits how many bits are the same, 0 to 32 for IPv4 and 0 to 128 for IPv6
 */
record Network(InetAddress base, int bits) {

    Network {
        if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a network of " + bits + " bits");
        }
    }

    /**
     * Parses a network in CIDR notation.
     *
     * @throws IllegalArgumentException if the text is no network
     */
    static Network parse(String text) {
        var parts = text.split("/", 2);
        var base = IpLiterals.read(parts[0]);
        if (base.isEmpty() || parts.length < 2 || !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("a network is written as 10.0.0.0/8 or ::1/128");
        }
        return new Network(base.get(), Integer.parseInt(parts[1]));
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && prefix(address).equals(prefix(base));
    }

    private BigInteger prefix(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - bits);
    }
}
