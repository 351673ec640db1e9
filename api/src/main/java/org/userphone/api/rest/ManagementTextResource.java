package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.TextCalls;
import org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.management.GetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.management.ResetCustomVerifyPhoneMessageTextToDefaultRequest;
import org.userphone.api.contract.management.ResetCustomVerifyPhoneMessageTextToDefaultResponse;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.management.SetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.http.CallOverHttp;

/** The organisation's texts of messages, over JSON (protocol section 6). */
@Singleton
@Path("/management/v1/text/message/verifyphone")
@Produces(MediaType.APPLICATION_JSON)
public class ManagementTextResource {

    private final TextCalls calls;
    private final CallOverHttp call;

    @Inject
    public ManagementTextResource(TextCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @GET
    @Path("/{language}")
    public GetCustomVerifyPhoneMessageTextResponse getCustomVerifyPhoneMessageText(
            @PathParam("language") String language) {
        return calls.getCustomVerifyPhoneMessageText(
                call.context(),
                GetCustomVerifyPhoneMessageTextRequest.newBuilder().setLanguage(language).build());
    }

    @PUT
    @Path("/{language}")
    public SetCustomVerifyPhoneMessageTextResponse setCustomVerifyPhoneMessageText(
            @PathParam("language") String language,
            SetCustomVerifyPhoneMessageTextRequest request) {
        return calls.setCustomVerifyPhoneMessageText(
                call.context(), request.toBuilder().setLanguage(language).build());
    }

    @DELETE
    @Path("/{language}")
    public ResetCustomVerifyPhoneMessageTextToDefaultResponse
            resetCustomVerifyPhoneMessageTextToDefault(@PathParam("language") String language) {
        return calls.resetCustomVerifyPhoneMessageTextToDefault(
                call.context(),
                ResetCustomVerifyPhoneMessageTextToDefaultRequest.newBuilder()
                        .setLanguage(language)
                        .build());
    }
}
