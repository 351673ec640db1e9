package org.userphone.ear.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionQuotasTest {

    private static final long DESCRIPTORS = 1000;
    private static final long BYTES = 400;

    private static ConnectionQuotas quotas(int most, int perAddress, String... proxies) {
        var networks =
                List.of(proxies).stream().flatMap(text -> Network.parse(text).stream()).toList();
        return new ConnectionQuotas(
                new PortSettings(Duration.ZERO, 0, most, perAddress, networks, false),
                DESCRIPTORS,
                BYTES);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thereAreSoManyConnectionsAndNoMore() {
        var quotas = quotas(2, 2);
        var first = quotas.enter(address("192.0.2.1"));
        assertThat(quotas.enter(address("192.0.2.2"))).isPresent();
        assertThat(quotas.enter(address("192.0.2.3"))).isEmpty();

        quotas.leave(address("192.0.2.1"), first.orElseThrow());

        assertThat(quotas.enter(address("192.0.2.3"))).isPresent();
        assertThat(quotas.connections()).isEqualTo(2);
    }

    @Test
    void halfOfTheDescriptorsAreForOthers() {
        var quotas = quotas(5000, 5000);
        for (int i = 0; i < DESCRIPTORS / 2; i++) {
            assertThat(quotas.enter(address("192.0.2.1"))).isPresent();
        }

        assertThat(quotas.enter(address("192.0.2.2"))).isEmpty();
    }

    @Test
    void anAddressHasAShareAndGetsItBack() {
        var quotas = quotas(10, 1);
        var first = quotas.enter(address("192.0.2.1"));
        assertThat(quotas.enter(address("192.0.2.1"))).isEmpty();
        assertThat(quotas.enter(address("192.0.2.2"))).isPresent();

        quotas.leave(address("192.0.2.1"), first.orElseThrow());

        assertThat(quotas.enter(address("192.0.2.1"))).isPresent();
        assertThat(quotas.addresses()).isEqualTo(2);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        var quotas = quotas(10, 1);
        assertThat(quotas.enter(address("2001:db8:0:1::1"))).isPresent();

        assertThat(quotas.enter(address("2001:db8:0:1:ffff::2"))).isEmpty();
        assertThat(quotas.enter(address("2001:db8:0:2::1"))).isPresent();
    }

    @Test
    void aTrustedProxyIsForMany() {
        var quotas = quotas(4, 1, "10.0.0.0/8", "no network", "10.0.0.0/", "::1/128");
        for (var proxy : List.of("10.1.2.3", "10.1.2.3", "::1")) {
            assertThat(quotas.enter(address(proxy))).isPresent();
        }
        assertThat(quotas.enter(address("11.1.2.3"))).isPresent();
        assertThat(quotas.enter(address("10.1.2.3"))).as("beyond all").isEmpty();
    }

    @Test
    void anAddressHoldsAQuarterOfTheMemory() {
        var quotas = quotas(10, 10, "10.0.0.0/8");
        var one = quotas.enter(address("192.0.2.1")).orElseThrow();
        var same = quotas.enter(address("192.0.2.1")).orElseThrow();
        var other = quotas.enter(address("192.0.2.2")).orElseThrow();
        var proxy = quotas.enter(address("10.0.0.1")).orElseThrow();

        assertThat(one.hold(100)).isTrue();
        assertThat(same.hold(1)).isFalse();
        assertThat(other.hold(100)).isTrue();
        assertThat(proxy.hold(199)).isTrue();
        assertThat(proxy.hold(1)).as("beyond all").isFalse();

        same.hold(-1);
        assertThat(one.hold(-100)).isTrue();
        assertThat(same.hold(100)).isTrue();
        assertThat(quotas.heldBytes()).isEqualTo(400);
    }
}
