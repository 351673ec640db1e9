package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventLog;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.LoggedEvent;

/**
 * Reads the event log of users. This requires {@code events.read}; callers who have it in their own
 * organisation only read the events of its users (protocol section 8).
 */
@UseCase
public class ReadHistory {

    private final EventLog log;

    @Inject
    public ReadHistory(EventLog log) {
        this.log = log;
    }

    /**
     * Reads events.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<LoggedEvent> read(Caller caller, EventQuery query) {
        var own = caller.confinedTo(Permission.EVENTS_READ);
        return own.isEmpty()
                ? log.search(query)
                : query.within(own.get()).map(log::search).orElse(List.of());
    }
}
