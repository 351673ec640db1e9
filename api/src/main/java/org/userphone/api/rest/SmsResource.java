package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.SmsCalls;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListPhoneMessagesResponse;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListSmsUsageResponse;

/** What became of SMS, over JSON. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class SmsResource {

    private final SmsCalls calls;
    private final CallOverHttp call;

    @Inject
    public SmsResource(SmsCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @GET
    @Path("/v2/users/{userId}/phone/messages")
    public ListPhoneMessagesResponse listPhoneMessages(
            @PathParam("userId") String userId,
            @QueryParam("offset") int offset,
            @QueryParam("limit") int limit) {
        return calls.listPhoneMessages(
                call.context(),
                ListPhoneMessagesRequest.newBuilder()
                        .setUserId(userId)
                        .setOffset(offset)
                        .setLimit(limit)
                        .build());
    }

    @POST
    @Path("/admin/v1/sms/usage/_search")
    public ListSmsUsageResponse listSmsUsage(ListSmsUsageRequest request) {
        return calls.listSmsUsage(call.context(), request);
    }
}
