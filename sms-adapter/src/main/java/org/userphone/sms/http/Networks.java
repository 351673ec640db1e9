package org.userphone.sms.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The networks that an endpoint may be in, as a test of its address. */
public enum Networks implements Predicate<InetAddress> {
    /** Every network. */
    ALL(List.of()),

    /**
     * The internet. An address is refused if the IANA IPv4 or IPv6 Special-Purpose Address Registry
     * (RFC 6890) lists it and does not call it globally reachable, if it is a multicast address, or
     * if a gateway translates it to an IPv4 address, which might itself be refused. The registries
     * call some addresses in 192.0.0.0/24 and 2001::/23 reachable, for services that do not speak
     * HTTP; these are refused too. Java turns an IPv4-mapped address (::ffff:0:0/96) into the IPv4
     * address, which is tested then.
     */
    PUBLIC(
            Stream.of(
                            // IANA IPv4 Special-Purpose Address Registry
                            "0.0.0.0/8", // "This network"
                            "10.0.0.0/8", // Private-Use
                            "100.64.0.0/10", // Shared Address Space
                            "127.0.0.0/8", // Loopback
                            "169.254.0.0/16", // Link Local, where clouds keep their metadata
                            "172.16.0.0/12", // Private-Use
                            "192.0.0.0/24", // IETF Protocol Assignments
                            "192.0.2.0/24", // Documentation (TEST-NET-1)
                            "192.88.99.0/24", // Deprecated (6to4 Relay Anycast)
                            "192.168.0.0/16", // Private-Use
                            "198.18.0.0/15", // Benchmarking
                            "198.51.100.0/24", // Documentation (TEST-NET-2)
                            "203.0.113.0/24", // Documentation (TEST-NET-3)
                            "240.0.0.0/4", // Reserved, and Limited Broadcast
                            // IANA IPv6 Special-Purpose Address Registry
                            "::1/128", // Loopback Address
                            "::/128", // Unspecified Address
                            "64:ff9b::/96", // IPv4-IPv6 Translat.
                            "64:ff9b:1::/48", // IPv4-IPv6 Translat.
                            "100::/64", // Discard-Only Address Block
                            "100:0:0:1::/64", // Dummy IPv6 Prefix
                            "2001::/23", // IETF Protocol Assignments, such as TEREDO
                            "2001:db8::/32", // Documentation
                            "2002::/16", // 6to4
                            "3fff::/20", // Documentation
                            "5f00::/16", // Segment Routing (SRv6) SIDs
                            "fc00::/7", // Unique-Local
                            "fe80::/10", // Link-Local Unicast
                            // In neither of the two
                            "224.0.0.0/4", // multicast (RFC 5771)
                            "::/96", // IPv4-compatible (RFC 4291, section 2.5.5.1)
                            "::ffff:0:0:0/96", // IPv4-translated (RFC 2765)
                            "fec0::/10", // site-local, until it was deprecated (RFC 3879)
                            "ff00::/8") // multicast (RFC 4291, section 2.7)
                    .map(Network::parse)
                    .toList());

    private final List<Network> refused;

    Networks(List<Network> refused) {
        this.refused = refused;
    }

    @Override
    public boolean test(InetAddress address) {
        return refused.stream().noneMatch(network -> network.holds(address));
    }

    private record Network(byte[] prefix, int bits) {

        static Network parse(String text) {
            var parts = text.split("/");
            try { // an address is not looked up
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
