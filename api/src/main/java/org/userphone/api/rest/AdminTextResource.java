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
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.GetCustomVerifyPhoneMessageTextResponse;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultRequest;
import org.userphone.api.contract.ResetCustomVerifyPhoneMessageTextToDefaultResponse;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextRequest;
import org.userphone.api.contract.SetDefaultVerifyPhoneMessageTextResponse;
import org.userphone.api.http.CallOverHttp;

/** The instance's texts of messages, over JSON (protocol section 6). */
@Singleton
@Path("/admin/v1/text/message/verifyphone")
@Produces(MediaType.APPLICATION_JSON)
public class AdminTextResource {

    private final TextCalls calls;
    private final CallOverHttp call;

    @Inject
    public AdminTextResource(TextCalls calls, CallOverHttp call) {
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
    public SetDefaultVerifyPhoneMessageTextResponse setDefaultVerifyPhoneMessageText(
            @PathParam("language") String language,
            SetDefaultVerifyPhoneMessageTextRequest request) {
        return calls.setDefaultVerifyPhoneMessageText(
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
