package org.userphone.api.admission;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.userphone.api.address.Peer;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * Limits the memory of lists over all wire forms, in all and for each client address, from before a
 * list is read until its answer is fetched or thrown away. Without it, many long lists would leave
 * no memory for other calls.
 */
@ApplicationSingleton
public class ListMemory {

    /** Bytes that a row takes while it is read, made a part of a message, and written. */
    static final int ROW_BYTES = 8 * 1024;

    /** The longest list has so many rows; there is always room for one of them. */
    private static final int MAX_ROWS = 1000;

    private final AddressQuota quota;

    /**
     * @throws StartRefused if {@code userphone.lists.memory} or {@code
     *     userphone.lists.memory.address} is no percentage of 1 to 50
     */
    @Inject
    public ListMemory(Settings settings) {
        this(
                ofHeap(settings, "userphone.lists.memory"),
                ofHeap(settings, "userphone.lists.memory.address"));
    }

    /**
     * @param limit bytes of all lists; one list of the greatest length is always possible
     * @param addressLimit bytes of the lists of one client address, with the same exception
     */
    public ListMemory(long limit, long addressLimit) {
        long longest = (long) MAX_ROWS * ROW_BYTES;
        this.quota = new AddressQuota(Math.max(longest, limit), Math.max(longest, addressLimit));
    }

    private static long ofHeap(Settings settings, String key) {
        return Runtime.getRuntime().maxMemory() / 100 * settings.read(key, ListMemory::percentage);
    }

    private static int percentage(String text) {
        int number = Integer.parseInt(text);
        if (number < 1 || number > 50) {
            throw new IllegalArgumentException("it must be 1 to 50");
        }
        return number;
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {}

    /** Bytes that lists are reckoned to take now. */
    public long held() {
        return quota.held();
    }

    /** What the answer to one call of a client takes, which is nothing until it is a list. */
    public Share share(Peer client) {
        return new Share(client);
    }

    /** The part of the memory that the answer to one call takes. */
    public final class Share {

        private final Peer client;
        private Optional<AddressQuota.Lease> lease = Optional.empty();

        private Share(Peer client) {
            this.client = client;
        }

        /**
         * Takes what a list takes, before it is read. A call lists once.
         *
         * @param rows how many it may have
         * @throws Rejection with {@link Reason#TOO_MANY_CALLS} if there is no room for it
         */
        public synchronized void take(int rows) {
            lease = quota.take(client, (long) rows * ROW_BYTES);
            if (lease.isEmpty()) {
                throw Admission.refusal();
            }
        }

        /** Only the bytes of the answer are still held. */
        public synchronized void written(int bytes) {
            lease.ifPresent(held -> held.shrinkTo(bytes));
        }

        /** Nothing of the answer is held any more. */
        public synchronized void release() {
            lease.ifPresent(AddressQuota.Lease::release);
        }
    }
}
