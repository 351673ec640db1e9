package org.userphone.api.call;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListEventsResponse;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.access.Permission;
import org.userphone.domain.account.ReadHistory;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.provider.ReadInstanceHistory;
import org.userphone.domain.text.OrganisationEvent;
import org.userphone.domain.text.ReadOrganisationHistory;
import org.userphone.domain.user.LoggedEvent;

/** The calls of {@code zitadel.admin.v1.AdminService} about events. */
@ApplicationSingleton
public class AdminCalls {

    private final ReadHistory users;
    private final ReadInstanceHistory instance;
    private final ReadOrganisationHistory organisations;

    @Inject
    public AdminCalls(
            ReadHistory users,
            ReadInstanceHistory instance,
            ReadOrganisationHistory organisations) {
        this.users = users;
        this.instance = instance;
        this.organisations = organisations;
    }

    /** Checks the caller's permission before the rules of the request. */
    public ListEventsResponse listEvents(CallContext context, ListEventsRequest request) {
        var own = context.caller().confinedTo(Permission.EVENTS_READ);
        Rules.check(request);
        var query = Events.query(request);
        context.memory().take(query.limit());
        var ofUsers =
                Events.areAboutUsers(request)
                        ? users.read(context.caller(), query)
                        : List.<LoggedEvent>of();
        var ofInstance =
                own.isEmpty() && Events.areAboutInstance(request)
                        ? instance.read(context.caller(), query)
                        : List.<InstanceEvent>of();
        var ofOrganisations =
                Events.areAboutOrganisations(request)
                        ? organisations.read(context.caller(), query)
                        : List.<OrganisationEvent>of();
        return ListEventsResponse.newBuilder()
                .addAllEvents(Events.merged(query, ofUsers, ofInstance, ofOrganisations))
                .build();
    }
}
