package org.userphone.domain.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a call comes from, as far as it is somebody's: an address of IPv4, or the 64 bits of IPv6
 * that one household or host is given.
 */
public record ClientAddress(String text) {

    /** All that are not known count as one. */
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    private static final int NETWORK_BYTES = 8;
    private static final int BYTES = 16;

    /** Java has an IPv4 address that is mapped into IPv6 as the former. */
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

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "ClientAddress[…]";
    }
}
