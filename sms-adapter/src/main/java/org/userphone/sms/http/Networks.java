package org.userphone.sms.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The networks that a webhook may be in. */
public enum Networks implements Predicate<InetAddress> {
    /** Any. */
    ALL(List.of()),

    /**
     * Those of the internet: none that the IANA registries of special-purpose addresses (RFC 6890)
     * say is not globally reachable, no multicast, and none that a gateway translates to an IPv4
     * address, which might be such a one. Java itself reads ::ffff:a.b.c.d as a.b.c.d.
     */
    PUBLIC(
            Stream.of(
                            "0.0.0.0/8", // this network
                            "10.0.0.0/8", // private
                            "100.64.0.0/10", // shared by carriers
                            "127.0.0.0/8", // loopback
                            "169.254.0.0/16", // link-local, where clouds keep their metadata
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // IETF protocols
                            "192.0.2.0/24", // documentation
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks
                            "198.51.100.0/24", // documentation
                            "203.0.113.0/24", // documentation
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved, and broadcast
                            "::/96", // loopback, unspecified, IPv4-compatible
                            "64:ff9b::/96", // translated to IPv4
                            "64:ff9b:1::/48", // translated to IPv4, locally
                            "100::/64", // discarded
                            "2001::/23", // IETF protocols, Teredo
                            "2001:db8::/32", // documentation
                            "2002::/16", // 6to4
                            "fc00::/7", // unique local (ULA)
                            "fe80::/10", // link-local
                            "fec0::/10", // site-local, once
                            "ff00::/8") // multicast
                    .map(Network::parse)
                    .toList());

    private final List<Network> forbidden;

    Networks(List<Network> forbidden) {
        this.forbidden = forbidden;
    }

    @Override
    public boolean test(InetAddress address) {
        return forbidden.stream().noneMatch(network -> network.holds(address));
    }

    private record Network(byte[] prefix, int bits) {

        static Network parse(String text) {
            var parts = text.split("/");
            try { // a literal is not looked up
                return new Network(
                        InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length == prefix.length
                    && Stream.iterate(0, bit -> bit < bits, bit -> bit + 1)
                            .allMatch(bit -> bit(bytes, bit) == bit(prefix, bit));
        }

        private static int bit(byte[] bytes, int index) {
            return bytes[index / 8] >> (7 - index % 8) & 1;
        }
    }
}
