package org.userphone.domain.user;

import java.util.List;

/** A change of a user: the events to record, and the user before and after them. */
public record Change(User before, User after, List<RecordedEvent> events) {

    /** The sequence of the last event in the change. */
    public long sequence() {
        return after.last().sequence();
    }
}
