package org.userphone.domain.user;

import java.util.List;

/** The stored events of all users, including deleted ones. */
public interface EventLog {

    /**
     * The events that match the query, in the order of their time; events of the same user are in
     * the order of their sequence.
     */
    List<LoggedEvent> search(EventQuery query);
}
