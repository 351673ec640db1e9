package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.AdminCalls;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListEventsResponse;
import org.userphone.api.http.CallOverHttp;

/** What operators look at, over JSON (protocol section 8). */
@Singleton
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AdminResource {

    private final AdminCalls calls;
    private final CallOverHttp call;

    @Inject
    public AdminResource(AdminCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @POST
    @Path("/events/_search")
    public ListEventsResponse listEvents(ListEventsRequest request) {
        return calls.listEvents(call.context(), request);
    }
}
