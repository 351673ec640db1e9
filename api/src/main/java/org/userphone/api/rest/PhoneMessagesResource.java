package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.SmsCalls;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListPhoneMessagesResponse;
import org.userphone.api.http.CallOverHttp;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * What became of the SMS to a user, over JSON. Its path is whole, because of two classes JAX-RS
 * takes the one whose path says more.
 */
@Singleton
@Path("/v2/users/{userId}/phone/messages")
@Produces(MediaType.APPLICATION_JSON)
public class PhoneMessagesResource {

    private final SmsCalls calls;
    private final CallOverHttp call;

    @Inject
    public PhoneMessagesResource(SmsCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @GET
    @Path("/")
    public ListPhoneMessagesResponse listPhoneMessages(
            @PathParam("userId") String userId,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("0") String limit) {
        return calls.listPhoneMessages(
                call.context(),
                ListPhoneMessagesRequest.newBuilder()
                        .setUserId(userId)
                        .setOffset(number("Offset", offset))
                        .setLimit(number("Limit", limit))
                        .build());
    }

    /** JAX-RS would answer 404 to what is no number. */
    private static int number(String field, String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new Rejection(
                    Reason.INVALID_REQUEST,
                    "invalid ListPhoneMessagesRequest." + field + ": value must be a uint32");
        }
    }
}
