package org.userphone.domain.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The address that limits count calls by: an IPv4 address, or the first 64 bits of an IPv6 address,
 * which is what one household or host is usually assigned.
 */
public record ClientAddress(String text) {

    /** The address of calls whose origin is unknown; they all count as one. */
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    private static final int NETWORK_BYTES = 8;
    private static final int BYTES = 16;

    /** Java turns an IPv4-mapped IPv6 address into an IPv4 address by itself. */
    public static ClientAddress of(InetAddress address) {
        return new ClientAddress(
                address instanceof Inet6Address
                        ? network(address.getAddress()) + "/64"
                        : address.getHostAddress());
    }

    private static String network(byte[] address) {
        byte[] network = Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), BYTES);
        try {
            return InetAddress.getByAddress(network).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** Masked: the address is personal data. */
    @Override
    public String toString() {
        return "ClientAddress[…]";
    }
}
