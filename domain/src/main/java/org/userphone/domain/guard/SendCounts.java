package org.userphone.domain.guard;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     */
    void keep(String key, SendCount count, Instant until);
}
