package org.userphone.domain.guard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.user.EventPosition;

/** The stored counts of promised SMS. */
public interface SendCounts {

    /** How many counts that are no longer needed one call removes at most. */
    int MAX_REMOVED = 20;

    /**
     * Locks the counts of these keys until the transaction ends, and returns them. Other
     * transactions that lock one of them wait, and no two transactions wait for each other. A key
     * that was never counted has {@link SendCount#NONE} and is locked, too.
     *
     * <p>A call with a new key removes up to {@value #MAX_REMOVED} counts that are no longer
     * needed, without waiting for anybody, so that no more accumulate than are added.
     */
    Map<String, SendCount> lock(Set<String> keys, Instant now);

    /**
     * Locks the count of a key until the transaction ends and returns it; empty if the key was
     * never counted.
     */
    Optional<SendCount> lockExisting(String key);

    /**
     * Stores the count of a key that this transaction has locked.
     *
     * @param until when the count is no longer needed
     * @param fill by which {@link #fullest} finds the count
     */
    void keep(String key, SendCount count, Instant until, Fill fill);

    /**
     * The counts of these keys, without locking them; {@link SendCount#NONE} for those that were
     * never counted.
     */
    Map<String, SendCount> find(Set<String> keys);

    /** A count with its key. */
    record FoundCount(String key, SendCount count) {}

    /**
     * The counts that are still needed and of which most was used up when something was last
     * counted, in this order.
     *
     * @param refusing whether to leave out those that do not refuse at this time, and to put first
     *     those that do for the longest time; otherwise those are left out of which less than half
     *     was used up
     * @param offset how many to leave out
     * @param limit how many to return at most
     */
    List<FoundCount> fullest(boolean refusing, Instant now, int offset, int limit);

    /**
     * Sets a count back to nothing, and records the event in the history of the instance.
     *
     * @return the position of the event; empty if nothing is counted under the key
     */
    Optional<EventPosition> clear(ClearedCount cleared);
}
