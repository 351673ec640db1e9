package org.userphone.domain.provider;

import java.util.List;
import org.userphone.domain.user.EventQuery;

/** The providers that operators have configured, and the events that tell how they came about. */
public interface SmsProviders {

    /** All there are. */
    SmsConfiguration all();

    /** As {@link #all}, and until the end of the transaction nobody else changes them. */
    SmsConfiguration lock();

    /** Keeps what became of the configuration that was locked, and records the event of it. */
    void keep(SmsConfiguration.Change change);

    /**
     * The events of the instance that the query asks for, by the time they were recorded; of the
     * query the user and the organisation do not count, because the instance is neither.
     */
    List<InstanceEvent> events(EventQuery query);
}
