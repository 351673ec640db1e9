package org.userphone.api.address;

import java.math.BigInteger;
import java.net.InetAddress;

/** The addresses that begin with the same bits, such as {@code 10.0.0.0/8}. */
record Network(InetAddress base, int bits) {

    Network {
        if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a network of " + bits + " bits");
        }
    }

    /**
     * @throws IllegalArgumentException if it is no network
     */
    static Network parse(String text) {
        var parts = text.split("/", 2);
        var base = IpLiterals.read(parts[0]);
        if (base.isEmpty() || parts.length < 2 || !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("a network is written as 10.0.0.0/8 or ::1/128");
        }
        return new Network(base.get(), Integer.parseInt(parts[1]));
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
