package org.userphone.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.userphone.api.address.Peer;
import org.userphone.domain.access.ClientAddress;

class AddressQuotaTest {

    private static final Peer GREEDY = peer("192.0.2.1", false);
    private static final Peer MODEST = peer("192.0.2.2", false);
    private static final Peer PROXY = peer("192.0.2.3", true);

    private final AddressQuota quota = new AddressQuota(3, 2);

    @Test
    void oneAddressLeavesRoomForOthers() {
        assertThat(quota.take(GREEDY)).isPresent();
        assertThat(quota.take(GREEDY)).isPresent();
        assertThat(quota.take(GREEDY)).isEmpty();
        assertThat(quota.take(MODEST)).isPresent();
        assertThat(quota.take(MODEST)).as("the limit of all").isEmpty();
    }

    @Test
    void aTrustedProxyHasTheRoomOfAll() {
        for (int i = 0; i < 3; i++) {
            assertThat(quota.take(PROXY)).isPresent();
        }
        assertThat(quota.take(PROXY)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsThereAgainOnceAndLeavesNothingBehind() {
        var first = quota.take(GREEDY).orElseThrow();
        var second = quota.take(GREEDY).orElseThrow();
        first.release();
        first.release();

        assertThat(quota.held()).isEqualTo(1);
        assertThat(quota.take(GREEDY)).isPresent().get().satisfies(AddressQuota.Lease::release);
        second.release();
        assertThat(quota.held()).isZero();
        assertThat(quota.addresses()).isZero();
    }

    private static Peer peer(String address, boolean isTrustedProxy) {
        return new Peer(new ClientAddress(address), isTrustedProxy);
    }
}
