package org.userphone.ear.caller;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.userphone.api.client.UserClient;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.VerifyPhoneRequest;

/**
 * What a MicroProfile application does with the Rest Client; docs/getting-started.md shows the
 * first and the last lines of it.
 */
@Path("/phones/{user}")
public class Phones {

    private final UserClient users;

    @Inject
    public Phones(@RestClient UserClient users) {
        this.users = users;
    }

    /** Enters a code. */
    @POST
    @Path("/code")
    public void prove(@PathParam("user") String id, String code) {
        users.verifyPhone(id, VerifyPhoneRequest.newBuilder().setVerificationCode(code).build());
    }

    /** Has a new code made. */
    @POST
    @Path("/code/again")
    public void resend(@PathParam("user") String id) {
        users.resendPhoneCode(id, ResendPhoneCodeRequest.getDefaultInstance());
    }

    /** Whether the number is proved. */
    @GET
    public boolean isProved(@PathParam("user") String id) {
        return users.getUserByID(id).getUser().getHuman().getPhone().getIsVerified();
    }

    /** Sets a number in a request about bob; what becomes of it. */
    @POST
    @Path("/bob")
    public String setBobs(@PathParam("user") String id, String number) {
        try {
            users.setPhone(
                    id, SetPhoneRequest.newBuilder().setUserId("bob").setPhone(number).build());
            return "sent";
        } catch (ProcessingException e) {
            return e.getMessage();
        }
    }

    /** Sets a number and tells its code. */
    @POST
    public String set(@PathParam("user") String id, String number) {
        var set =
                users.setPhone(
                        id,
                        SetPhoneRequest.newBuilder()
                                .setPhone(number)
                                .setReturnCode(ReturnPhoneVerificationCode.newBuilder())
                                .build());
        return set.getVerificationCode();
    }
}
