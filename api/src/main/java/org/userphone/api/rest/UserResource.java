package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.userphone.api.call.UserCalls;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.AddHumanUserResponse;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeactivateUserResponse;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.DeleteUserResponse;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.LockUserResponse;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.ReactivateUserResponse;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.RemovePhoneResponse;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResendPhoneCodeResponse;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UnlockUserResponse;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateHumanUserResponse;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.UpdateUserResponse;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyEmailResponse;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.contract.VerifyPhoneResponse;
import org.userphone.api.http.CallOverHttp;

/** The users over JSON (protocol sections 1.1, 1.4). The path decides, whatever id the body has. */
@Singleton
@Path("/v2/users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

    private final UserCalls calls;
    private final CallOverHttp call;

    @Inject
    public UserResource(UserCalls calls, CallOverHttp call) {
        this.calls = calls;
        this.call = call;
    }

    @POST
    @Path("/")
    public ListUsersResponse listUsers(ListUsersRequest request) {
        return calls.listUsers(call.context(), request);
    }

    @POST
    @Path("/new")
    public CreateUserResponse createUser(CreateUserRequest request) {
        return calls.createUser(call.context(), request);
    }

    @POST
    @Path("/human")
    public AddHumanUserResponse addHumanUser(AddHumanUserRequest request) {
        return calls.addHumanUser(call.context(), request);
    }

    @GET
    @Path("/{userId}")
    public GetUserByIDResponse getUserByID(@PathParam("userId") String id) {
        return calls.getUserByID(
                call.context(), GetUserByIDRequest.newBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/phone")
    public SetPhoneResponse setPhone(@PathParam("userId") String id, SetPhoneRequest request) {
        return calls.setPhone(call.context(), request.toBuilder().setUserId(id).build());
    }

    @DELETE
    @Path("/{userId}")
    public DeleteUserResponse deleteUser(@PathParam("userId") String id) {
        return calls.deleteUser(
                call.context(), DeleteUserRequest.newBuilder().setUserId(id).build());
    }

    @DELETE
    @Path("/{userId}/phone")
    public RemovePhoneResponse removePhone(@PathParam("userId") String id) {
        return calls.removePhone(
                call.context(), RemovePhoneRequest.newBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/phone/resend")
    public ResendPhoneCodeResponse resendPhoneCode(
            @PathParam("userId") String id, ResendPhoneCodeRequest request) {
        return calls.resendPhoneCode(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/phone/verify")
    public VerifyPhoneResponse verifyPhone(
            @PathParam("userId") String id, VerifyPhoneRequest request) {
        return calls.verifyPhone(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/email/verify")
    public VerifyEmailResponse verifyEmail(
            @PathParam("userId") String id, VerifyEmailRequest request) {
        return calls.verifyEmail(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/lock")
    public LockUserResponse lockUser(@PathParam("userId") String id, LockUserRequest request) {
        return calls.lockUser(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/unlock")
    public UnlockUserResponse unlockUser(
            @PathParam("userId") String id, UnlockUserRequest request) {
        return calls.unlockUser(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/deactivate")
    public DeactivateUserResponse deactivateUser(
            @PathParam("userId") String id, DeactivateUserRequest request) {
        return calls.deactivateUser(call.context(), request.toBuilder().setUserId(id).build());
    }

    @POST
    @Path("/{userId}/reactivate")
    public ReactivateUserResponse reactivateUser(
            @PathParam("userId") String id, ReactivateUserRequest request) {
        return calls.reactivateUser(call.context(), request.toBuilder().setUserId(id).build());
    }

    @PATCH
    @Path("/{userId}")
    public UpdateUserResponse updateUser(
            @PathParam("userId") String id, UpdateUserRequest request) {
        return calls.updateUser(call.context(), request.toBuilder().setUserId(id).build());
    }

    @PUT
    @Path("/human/{userId}")
    public UpdateHumanUserResponse updateHumanUser(
            @PathParam("userId") String id, UpdateHumanUserRequest request) {
        return calls.updateHumanUser(call.context(), request.toBuilder().setUserId(id).build());
    }
}
