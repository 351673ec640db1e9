package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.ProviderCalls;
import org.userphone.api.contract.ActivateSMSProviderRequest;
import org.userphone.api.contract.ActivateSMSProviderResponse;
import org.userphone.api.contract.AddSMSProviderHTTPRequest;
import org.userphone.api.contract.AddSMSProviderHTTPResponse;
import org.userphone.api.contract.AddSMSProviderTwilioRequest;
import org.userphone.api.contract.AddSMSProviderTwilioResponse;
import org.userphone.api.contract.DeactivateSMSProviderRequest;
import org.userphone.api.contract.DeactivateSMSProviderResponse;
import org.userphone.api.contract.GetSMSProviderRequest;
import org.userphone.api.contract.GetSMSProviderResponse;
import org.userphone.api.contract.ListSMSProvidersRequest;
import org.userphone.api.contract.ListSMSProvidersResponse;
import org.userphone.api.contract.OrderSmsProvidersRequest;
import org.userphone.api.contract.OrderSmsProvidersResponse;
import org.userphone.api.contract.RemoveSMSProviderRequest;
import org.userphone.api.contract.RemoveSMSProviderResponse;
import org.userphone.api.contract.TestSmsProviderRequest;
import org.userphone.api.contract.TestSmsProviderResponse;
import org.userphone.api.contract.UpdateSMSProviderHTTPRequest;
import org.userphone.api.contract.UpdateSMSProviderHTTPResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioResponse;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenRequest;
import org.userphone.api.contract.UpdateSMSProviderTwilioTokenResponse;
import org.userphone.api.http.CallOverHttp;

/** The providers of SMS, over JSON (protocol section 7.1). */
@Singleton
@Path("/admin/v1/sms")
@Produces(MediaType.APPLICATION_JSON)
public class SmsProviderResource {

    private final ProviderCalls calls;
    private final CallOverHttp call;

    @Inject
    public SmsProviderResource(ProviderCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @POST
    @Path("/_search")
    public ListSMSProvidersResponse listSMSProviders(ListSMSProvidersRequest request) {
        return calls.listSMSProviders(call.context(), request);
    }

    @PUT
    @Path("/_order")
    public OrderSmsProvidersResponse orderSmsProviders(OrderSmsProvidersRequest request) {
        return calls.orderSmsProviders(call.context(), request);
    }

    @GET
    @Path("/{id}")
    public GetSMSProviderResponse getSMSProvider(@PathParam("id") String id) {
        return calls.getSMSProvider(
                call.context(), GetSMSProviderRequest.newBuilder().setId(id).build());
    }

    @DELETE
    @Path("/{id}")
    public RemoveSMSProviderResponse removeSMSProvider(@PathParam("id") String id) {
        return calls.removeSMSProvider(
                call.context(), RemoveSMSProviderRequest.newBuilder().setId(id).build());
    }

    @POST
    @Path("/twilio")
    public AddSMSProviderTwilioResponse addSMSProviderTwilio(AddSMSProviderTwilioRequest request) {
        return calls.addSMSProviderTwilio(call.context(), request);
    }

    @PUT
    @Path("/twilio/{id}")
    public UpdateSMSProviderTwilioResponse updateSMSProviderTwilio(
            @PathParam("id") String id, UpdateSMSProviderTwilioRequest request) {
        return calls.updateSMSProviderTwilio(call.context(), request.toBuilder().setId(id).build());
    }

    @PUT
    @Path("/twilio/{id}/token")
    public UpdateSMSProviderTwilioTokenResponse updateSMSProviderTwilioToken(
            @PathParam("id") String id, UpdateSMSProviderTwilioTokenRequest request) {
        return calls.updateSMSProviderTwilioToken(
                call.context(), request.toBuilder().setId(id).build());
    }

    @POST
    @Path("/http")
    public AddSMSProviderHTTPResponse addSMSProviderHTTP(AddSMSProviderHTTPRequest request) {
        return calls.addSMSProviderHTTP(call.context(), request);
    }

    @PUT
    @Path("/http/{id}")
    public UpdateSMSProviderHTTPResponse updateSMSProviderHTTP(
            @PathParam("id") String id, UpdateSMSProviderHTTPRequest request) {
        return calls.updateSMSProviderHTTP(call.context(), request.toBuilder().setId(id).build());
    }

    @POST
    @Path("/{id}/_activate")
    public ActivateSMSProviderResponse activateSMSProvider(
            @PathParam("id") String id, ActivateSMSProviderRequest request) {
        return calls.activateSMSProvider(call.context(), request.toBuilder().setId(id).build());
    }

    @POST
    @Path("/{id}/_deactivate")
    public DeactivateSMSProviderResponse deactivateSMSProvider(
            @PathParam("id") String id, DeactivateSMSProviderRequest request) {
        return calls.deactivateSMSProvider(call.context(), request.toBuilder().setId(id).build());
    }

    @POST
    @Path("/{id}/_test")
    public TestSmsProviderResponse testSmsProvider(
            @PathParam("id") String id, TestSmsProviderRequest request) {
        return calls.testSmsProvider(call.context(), request.toBuilder().setId(id).build());
    }
}
