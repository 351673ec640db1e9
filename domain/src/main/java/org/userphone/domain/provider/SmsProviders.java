package org.userphone.domain.provider;

import java.util.List;
import org.userphone.domain.user.EventQuery;

/** The stored SMS providers, and the events that tell how they were changed. */
public interface SmsProviders {

    /** All configured providers. */
    SmsConfiguration all();

    /**
     * All configured providers, locked until the transaction ends: nobody else can change them
     * meanwhile.
     */
    SmsConfiguration lock();

    /** Stores a change of the locked configuration and records its event. */
    void keep(SmsConfiguration.Change change);

    /**
     * The events of the instance that match the query, in the order of their time. The user and the
     * owner in the query are ignored.
     */
    List<InstanceEvent> events(EventQuery query);
}
