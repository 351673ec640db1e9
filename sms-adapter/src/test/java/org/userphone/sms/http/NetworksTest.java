package org.userphone.sms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first two tables are those of the IANA Special-Purpose Address Registries, by their names.
 */
class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255, 'This network'",
        "0.0.0.0, 0.0.0.0, 'This host on this network'",
        "10.0.0.0, 10.255.255.255, Private-Use",
        "100.64.0.0, 100.127.255.255, Shared Address Space",
        "127.0.0.0, 127.255.255.255, Loopback",
        "169.254.0.0, 169.254.255.255, Link Local",
        "172.16.0.0, 172.31.255.255, Private-Use",
        "192.0.0.0, 192.0.0.255, IETF Protocol Assignments",
        "192.0.0.0, 192.0.0.7, IPv4 Service Continuity Prefix",
        "192.0.0.8, 192.0.0.8, IPv4 dummy address",
        "192.0.0.9, 192.0.0.9, Port Control Protocol Anycast",
        "192.0.0.10, 192.0.0.10, Traversal Using Relays around NAT Anycast",
        "192.0.0.170, 192.0.0.171, NAT64/DNS64 Discovery",
        "192.0.2.0, 192.0.2.255, Documentation (TEST-NET-1)",
        "192.88.99.0, 192.88.99.255, Deprecated (6to4 Relay Anycast)",
        "192.88.99.2, 192.88.99.2, 6a44-relay anycast address",
        "192.168.0.0, 192.168.255.255, Private-Use",
        "198.18.0.0, 198.19.255.255, Benchmarking",
        "198.51.100.0, 198.51.100.255, Documentation (TEST-NET-2)",
        "203.0.113.0, 203.0.113.255, Documentation (TEST-NET-3)",
        "240.0.0.0, 255.255.255.255, Reserved",
        "255.255.255.255, 255.255.255.255, Limited Broadcast",
    })
    void whatTheRegistryOfIpv4ReservesIsRefused(String first, String last, String name)
            throws UnknownHostException {
        assertRefused(first, last, name);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, ::1, Loopback Address",
        "::, ::, Unspecified Address",
        "::ffff:10.0.0.0, ::ffff:10.255.255.255, IPv4-mapped Address of Private-Use",
        "64:ff9b::, 64:ff9b::ffff:ffff, IPv4-IPv6 Translat.",
        "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, IPv4-IPv6 Translat.",
        "100::, 100::ffff:ffff:ffff:ffff, Discard-Only Address Block",
        "100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff, Dummy IPv6 Prefix",
        "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, IETF Protocol Assignments",
        "2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, TEREDO",
        "2001:1::1, 2001:1::1, Port Control Protocol Anycast",
        "2001:1::2, 2001:1::2, Traversal Using Relays around NAT Anycast",
        "2001:1::3, 2001:1::3, DNS-SD Service Registration Protocol Anycast",
        "2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff, Benchmarking",
        "2001:3::, 2001:3:ffff:ffff:ffff:ffff:ffff:ffff, AMT",
        "2001:4:112::, 2001:4:112:ffff:ffff:ffff:ffff:ffff, AS112-v6",
        "2001:10::, 2001:1f:ffff:ffff:ffff:ffff:ffff:ffff, Deprecated (previously ORCHID)",
        "2001:20::, 2001:2f:ffff:ffff:ffff:ffff:ffff:ffff, ORCHIDv2",
        "2001:30::, 2001:3f:ffff:ffff:ffff:ffff:ffff:ffff, Drone Remote ID Protocol Entity Tags (DETs) Prefix",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, Documentation",
        "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 6to4",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, Documentation",
        "5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff, Segment Routing (SRv6) SIDs",
        "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, Unique-Local",
        "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, Link-Local Unicast",
    })
    void whatTheRegistryOfIpv6ReservesIsRefused(String first, String last, String name)
            throws UnknownHostException {
        assertRefused(first, last, name);
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.0, 239.255.255.255, multicast",
        "::0.0.0.2, ::255.255.255.255, IPv4-compatible",
        "::ffff:0:10.0.0.1, ::ffff:0:255.255.255.255, IPv4-translated",
        "::ffff:0:0:0, ::ffff:0:ffff:ffff, IPv4-translated",
        "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, site-local",
        "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, multicast",
        "::ffff:127.0.0.1, ::ffff:192.168.0.1, IPv4-mapped",
        "2002:7f00:1::, 2002:7f00:1::, 6to4 of loopback",
    })
    void whatIsNotOnTheInternetForAnotherReasonIsRefused(String first, String last, String name)
            throws UnknownHostException {
        assertRefused(first, last, name);
    }

    private static void assertRefused(String first, String last, String name)
            throws UnknownHostException {
        for (var address : new String[] {first, last}) {
            assertThat(Networks.PUBLIC.test(InetAddress.getByName(address))).as(name).isFalse();
            assertThat(Networks.ALL.test(InetAddress.getByName(address))).as(name).isTrue();
        }
    }

    /** Among them the neighbours of what is refused, and what the registries call reachable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.175.48.1",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2620:4f:8000::1",
                "2a00:1450:4001::1",
                "3fff:1000::1",
                "5eff:ffff::1",
                "5f01::1",
            })
    void theInternetIsAllowed(String address) throws UnknownHostException {
        assertThat(Networks.PUBLIC.test(InetAddress.getByName(address))).isTrue();
    }
}
