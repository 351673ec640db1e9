package org.userphone.domain.guard;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was counted of the SMS that were promised. */
public interface SendCounts {

    /** Most counts that one call removes. */
    int MAX_REMOVED = 20;

    /**
     * The counts of these keys, held until the transaction ends: whoever asks for one of them waits
     * for that, and no two ever for each other. What was never counted is {@link SendCount#NONE},
     * and held too.
     *
     * <p>Whoever asks for something new removes a few of the counts that nobody needs any more, up
     * to {@value #MAX_REMOVED} and without waiting for anybody, so that no more pile up than are
     * added.
     */
    Map<String, SendCount> lock(Set<String> keys, Instant now);

    /** As {@link #lock}, but for one that is there only. */
    Optional<SendCount> lockExisting(String key);

    /**
     * Keeps the count of a key that this transaction holds.
     *
     * @param until nobody needs it from then on
     */
    void keep(String key, SendCount count, Instant until);
}
