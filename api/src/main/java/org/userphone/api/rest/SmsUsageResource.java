package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.SmsCalls;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListSmsUsageResponse;
import org.userphone.api.http.CallOverHttp;

/** What SMS cost, over JSON; its path is whole as that of {@link PhoneMessagesResource}. */
@Singleton
@Path("/admin/v1/sms/usage/_search")
@Produces(MediaType.APPLICATION_JSON)
public class SmsUsageResource {

    private final SmsCalls calls;
    private final CallOverHttp call;

    @Inject
    public SmsUsageResource(SmsCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @POST
    @Path("/")
    public ListSmsUsageResponse listSmsUsage(ListSmsUsageRequest request) {
        return calls.listSmsUsage(call.context(), request);
    }
}
