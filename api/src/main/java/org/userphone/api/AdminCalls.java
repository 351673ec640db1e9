package org.userphone.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListEventsResponse;
import org.userphone.api.metrics.Measured;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.LoggedEvent;
import org.userphone.domain.user.ReadHistory;

/** The calls of {@code zitadel.admin.v1.AdminService}: message in, message out. */
@Measured
@ApplicationScoped
public class AdminCalls {

    private final ReadHistory readHistory;

    @Inject
    public AdminCalls(ReadHistory readHistory) {
        this.readHistory = readHistory;
    }

    /** What the proxy of a normal-scoped bean needs. */
    AdminCalls() {
        this(null);
    }

    /** This call demands its permission before it looks at its fields. */
    public ListEventsResponse listEvents(CallContext context, ListEventsRequest request) {
        if (!context.caller().everywhere().contains(Permission.EVENTS_READ)) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED);
        }
        Rules.check(request);
        var kinds = request.getAggregateTypesList();
        List<LoggedEvent> events =
                kinds.isEmpty() || kinds.contains(Events.USER)
                        ? readHistory.read(context.caller(), Events.query(request))
                        : List.of();
        var response = ListEventsResponse.newBuilder();
        events.stream().map(Events::event).forEach(response::addEvents);
        return response.build();
    }
}
