package org.userphone.domain.provider;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventQuery;

/** Reads the events of the instance. This requires {@code events.read}. */
@UseCase
public class ReadInstanceHistory {

    private final SmsProviders providers;

    @Inject
    public ReadInstanceHistory(SmsProviders providers) {
        this.providers = providers;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<InstanceEvent> read(Caller caller, EventQuery query) {
        caller.requireEverywhere(Permission.EVENTS_READ);
        return providers.events(query);
    }
}
