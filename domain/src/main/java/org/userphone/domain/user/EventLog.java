package org.userphone.domain.user;

import java.util.List;

/** The events of all users, living and deleted. */
public interface EventLog {

    /**
     * The events that the query asks for, by the time they were recorded; those of one user are in
     * the order of their history.
     */
    List<LoggedEvent> search(EventQuery query);
}
