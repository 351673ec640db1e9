package org.userphone.api.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.AddHumanUserResponse;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeactivateUserResponse;
import org.userphone.api.contract.DeleteUserResponse;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.LockUserResponse;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.ReactivateUserResponse;
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

/**
 * The user service of userphone over JSON (protocol sections 1.1, 1.4), as a MicroProfile Rest
 * Client. A call is about the user whose id is its argument. The request may leave the user id out;
 * a request that names another user is not sent ({@link OneUser}).
 *
 * <p>The property {@code userphone/mp-rest/url} holds the base URL of userphone. {@link
 * HandedOnHeaders} can send the token of the request that the application is answering. To send a
 * token of its own, the application names a filter in the property {@code
 * userphone/mp-rest/providers}.
 *
 * <p>Every call throws {@link CallRefused} if userphone refuses it.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "userphone")
@RegisterClientHeaders(HandedOnHeaders.class)
@RegisterProvider(JsonMessages.class)
@RegisterProvider(OneUser.class)
@RegisterProvider(RefusalReader.class)
@Path("/v2/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface UserClient {

    @POST
    @Path("/")
    ListUsersResponse listUsers(ListUsersRequest request);

    @POST
    @Path("/new")
    CreateUserResponse createUser(CreateUserRequest request);

    @POST
    @Path("/human")
    AddHumanUserResponse addHumanUser(AddHumanUserRequest request);

    @GET
    @Path("/{userId}")
    GetUserByIDResponse getUserByID(@PathParam("userId") String userId);

    @POST
    @Path("/{userId}/phone")
    SetPhoneResponse setPhone(@PathParam("userId") String userId, SetPhoneRequest request);

    @DELETE
    @Path("/{userId}")
    DeleteUserResponse deleteUser(@PathParam("userId") String userId);

    @DELETE
    @Path("/{userId}/phone")
    RemovePhoneResponse removePhone(@PathParam("userId") String userId);

    @POST
    @Path("/{userId}/phone/resend")
    ResendPhoneCodeResponse resendPhoneCode(
            @PathParam("userId") String userId, ResendPhoneCodeRequest request);

    @POST
    @Path("/{userId}/phone/verify")
    VerifyPhoneResponse verifyPhone(@PathParam("userId") String userId, VerifyPhoneRequest request);

    @POST
    @Path("/{userId}/email/verify")
    VerifyEmailResponse verifyEmail(@PathParam("userId") String userId, VerifyEmailRequest request);

    @POST
    @Path("/{userId}/lock")
    LockUserResponse lockUser(@PathParam("userId") String userId, LockUserRequest request);

    @POST
    @Path("/{userId}/unlock")
    UnlockUserResponse unlockUser(@PathParam("userId") String userId, UnlockUserRequest request);

    @POST
    @Path("/{userId}/deactivate")
    DeactivateUserResponse deactivateUser(
            @PathParam("userId") String userId, DeactivateUserRequest request);

    @POST
    @Path("/{userId}/reactivate")
    ReactivateUserResponse reactivateUser(
            @PathParam("userId") String userId, ReactivateUserRequest request);

    @PATCH
    @Path("/{userId}")
    UpdateUserResponse updateUser(@PathParam("userId") String userId, UpdateUserRequest request);

    @PUT
    @Path("/human/{userId}")
    UpdateHumanUserResponse updateHumanUser(
            @PathParam("userId") String userId, UpdateHumanUserRequest request);
}
