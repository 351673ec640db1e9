package org.userphone.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;

import org.junit.jupiter.api.Test;
import org.userphone.api.address.Peer;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.ClientAddress;

class ListMemoryTest {

    private static final int LONGEST = 1000 * ListMemory.ROW_BYTES;

    private final ListMemory memory = new ListMemory(3 * LONGEST, 2 * LONGEST);

    @Test
    void oneAddressLeavesMemoryForTheListsOfOthers() {
        take("192.0.2.1", 1000);
        take("192.0.2.1", 900);

        assertNoRoom("192.0.2.1", 101);
        take("192.0.2.1", 100);
        take("192.0.2.2", 1000);
        assertNoRoom("192.0.2.3", 1);
    }

    @Test
    void aListThatIsWrittenTakesWhatItsBytesTakeUntilTheyAreFetched() {
        var share = take("192.0.2.1", 1000);

        share.written(5000);
        assertThat(memory.held()).isEqualTo(5000);
        share.written(6000);
        assertThat(memory.held()).as("more was never taken").isEqualTo(5000);
        share.release();
        share.release();
        assertThat(memory.held()).isZero();
    }

    @Test
    void anAnswerThatIsNoListTakesNothing() {
        var share = memory.share(peer("192.0.2.1"));

        share.written(5000);
        assertThat(memory.held()).isZero();
        share.release();
        assertThat(memory.held()).isZero();
    }

    @Test
    void oneListOfTheGreatestLengthAlwaysHasRoom() {
        new ListMemory(1, 1).share(peer("192.0.2.1")).take(1000);
    }

    private ListMemory.Share take(String address, int rows) {
        var share = memory.share(peer(address));
        share.take(rows);
        return share;
    }

    private void assertNoRoom(String address, int rows) {
        assertRejected(Reason.TOO_MANY_CALLS, () -> take(address, rows));
    }

    private static Peer peer(String address) {
        return new Peer(new ClientAddress(address), false);
    }
}
