package org.userphone.api.call;

import jakarta.inject.Inject;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.AddHumanUserResponse;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeactivateUserResponse;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.DeleteUserResponse;
import org.userphone.api.contract.Details;
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
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.AddHuman;
import org.userphone.domain.account.AddMachine;
import org.userphone.domain.account.ChangeUserState;
import org.userphone.domain.account.DeleteUser;
import org.userphone.domain.account.ListUsers;
import org.userphone.domain.account.ReadUser;
import org.userphone.domain.account.RemovePhone;
import org.userphone.domain.account.ResendPhoneCode;
import org.userphone.domain.account.SetPhone;
import org.userphone.domain.account.StateChange;
import org.userphone.domain.account.UpdateHuman;
import org.userphone.domain.account.VerifyEmail;
import org.userphone.domain.account.VerifyPhone;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.PhonePolicy;

/**
 * The calls of {@code zitadel.user.v2.UserService}: each takes a message and returns a message,
 * whatever wire form carries them. A call checks its message by the rules of the contract, and a
 * use case does its work.
 *
 * <p>Every call throws {@link Rejection} if it is refused.
 */
@ApplicationSingleton
public class UserCalls {

    private final SetPhone setPhone;
    private final VerifyPhone verifyPhone;
    private final ResendPhoneCode resendPhoneCode;
    private final RemovePhone removePhone;
    private final AddHuman addHuman;
    private final AddMachine addMachine;
    private final DeleteUser deleteUser;
    private final ReadUser readUser;
    private final ListUsers listUsers;
    private final UpdateHuman updateHuman;
    private final VerifyEmail verifyEmail;
    private final ChangeUserState changeUserState;
    private final PhonePolicy phones;

    @Inject
    public UserCalls(
            SetPhone setPhone,
            VerifyPhone verifyPhone,
            ResendPhoneCode resendPhoneCode,
            RemovePhone removePhone,
            AddHuman addHuman,
            AddMachine addMachine,
            DeleteUser deleteUser,
            ReadUser readUser,
            ListUsers listUsers,
            UpdateHuman updateHuman,
            VerifyEmail verifyEmail,
            ChangeUserState changeUserState,
            PhonePolicy phones) {
        this.setPhone = setPhone;
        this.verifyPhone = verifyPhone;
        this.resendPhoneCode = resendPhoneCode;
        this.removePhone = removePhone;
        this.addHuman = addHuman;
        this.addMachine = addMachine;
        this.deleteUser = deleteUser;
        this.readUser = readUser;
        this.listUsers = listUsers;
        this.updateHuman = updateHuman;
        this.verifyEmail = verifyEmail;
        this.changeUserState = changeUserState;
        this.phones = phones;
    }

    @Idempotent
    public SetPhoneResponse setPhone(CallContext context, SetPhoneRequest request) {
        Rules.check(request);
        var set =
                setPhone.set(
                        context.caller(),
                        new UserId(request.getUserId()),
                        request.getPhone(),
                        Requested.verification(request));
        var response = SetPhoneResponse.newBuilder().setDetails(Messages.changed(set.user()));
        set.code().map(VerificationCode::text).ifPresent(response::setVerificationCode);
        return response.build();
    }

    public VerifyPhoneResponse verifyPhone(CallContext context, VerifyPhoneRequest request) {
        Rules.check(request);
        var user =
                verifyPhone.verify(
                        context.caller(),
                        new UserId(request.getUserId()),
                        request.getVerificationCode());
        return VerifyPhoneResponse.newBuilder().setDetails(Messages.changed(user)).build();
    }

    @Idempotent
    public ResendPhoneCodeResponse resendPhoneCode(
            CallContext context, ResendPhoneCodeRequest request) {
        Rules.check(request);
        var sent =
                resendPhoneCode.resend(
                        context.caller(),
                        new UserId(request.getUserId()),
                        Requested.verification(request));
        var response =
                ResendPhoneCodeResponse.newBuilder().setDetails(Messages.changed(sent.user()));
        sent.code().map(VerificationCode::text).ifPresent(response::setVerificationCode);
        return response.build();
    }

    public RemovePhoneResponse removePhone(CallContext context, RemovePhoneRequest request) {
        Rules.check(request);
        var user = removePhone.remove(context.caller(), new UserId(request.getUserId()));
        return RemovePhoneResponse.newBuilder().setDetails(Messages.changed(user)).build();
    }

    @Idempotent
    public CreateUserResponse createUser(CallContext context, CreateUserRequest request) {
        Rules.check(request);
        if (request.hasMachine()) {
            var machine = addMachine.add(context.caller(), Requested.newMachine(request));
            return Messages.created(machine).build();
        }
        var added = addHuman.add(context.caller(), Requested.newHuman(request));
        var response = Messages.created(added.user());
        added.emailCode().map(VerificationCode::text).ifPresent(response::setEmailCode);
        added.phoneCode().map(VerificationCode::text).ifPresent(response::setPhoneCode);
        return response.build();
    }

    /**
     * Unlike {@link #createUser}, this call checks the caller's permission before the rules of the
     * request.
     */
    @Idempotent
    public AddHumanUserResponse addHumanUser(CallContext context, AddHumanUserRequest request) {
        var organisation =
                Requested.organisation(request)
                        .or(context::organisation)
                        .filter(id -> context.caller().may(Permission.USER_WRITE, id))
                        .orElseThrow(
                                () ->
                                        new Rejection(
                                                Reason.CALL_NOT_PERMITTED,
                                                Permission.USER_WRITE.needed()));
        Rules.check(request);
        var added = addHuman.add(context.caller(), Requested.newHuman(organisation, request));
        var response =
                AddHumanUserResponse.newBuilder()
                        .setUserId(added.user().id().value())
                        .setDetails(Messages.changed(added.user()));
        added.emailCode().map(VerificationCode::text).ifPresent(response::setEmailCode);
        added.phoneCode().map(VerificationCode::text).ifPresent(response::setPhoneCode);
        return response.build();
    }

    public GetUserByIDResponse getUserByID(CallContext context, GetUserByIDRequest request) {
        Rules.check(request);
        var user = readUser.read(context.caller(), new UserId(request.getUserId()));
        return GetUserByIDResponse.newBuilder()
                .setDetails(Messages.read(user))
                .setUser(Messages.user(user))
                .build();
    }

    public ListUsersResponse listUsers(CallContext context, ListUsersRequest request) {
        Rules.check(request);
        var listing =
                UserQueries.listing(request, written -> phones.parse(written, context.caller()));
        context.memory().take(listing.limit());
        var listed = listUsers.list(context.caller(), listing);
        return Messages.listed(listed);
    }

    public VerifyEmailResponse verifyEmail(CallContext context, VerifyEmailRequest request) {
        Rules.check(request);
        var user =
                verifyEmail.verify(
                        context.caller(),
                        new UserId(request.getUserId()),
                        request.getVerificationCode());
        return VerifyEmailResponse.newBuilder().setDetails(Messages.changed(user)).build();
    }

    @Idempotent
    public UpdateUserResponse updateUser(CallContext context, UpdateUserRequest request) {
        Rules.check(request);
        var updated =
                updateHuman.update(
                        context.caller(),
                        new UserId(request.getUserId()),
                        Requested.update(request));
        var response =
                UpdateUserResponse.newBuilder()
                        .setChangeDate(Messages.timestamp(updated.user().last().at()));
        updated.emailCode().map(VerificationCode::text).ifPresent(response::setEmailCode);
        updated.phoneCode().map(VerificationCode::text).ifPresent(response::setPhoneCode);
        return response.build();
    }

    /** Unlike {@link #updateUser}, this call never removes the phone number. */
    @Idempotent
    public UpdateHumanUserResponse updateHumanUser(
            CallContext context, UpdateHumanUserRequest request) {
        Rules.check(request);
        var updated =
                updateHuman.update(
                        context.caller(),
                        new UserId(request.getUserId()),
                        Requested.update(request));
        var response =
                UpdateHumanUserResponse.newBuilder().setDetails(Messages.changed(updated.user()));
        updated.emailCode().map(VerificationCode::text).ifPresent(response::setEmailCode);
        updated.phoneCode().map(VerificationCode::text).ifPresent(response::setPhoneCode);
        return response.build();
    }

    public DeleteUserResponse deleteUser(CallContext context, DeleteUserRequest request) {
        Rules.check(request);
        var user = deleteUser.delete(context.caller(), new UserId(request.getUserId()));
        return DeleteUserResponse.newBuilder().setDetails(Messages.changed(user)).build();
    }

    public LockUserResponse lockUser(CallContext context, LockUserRequest request) {
        Rules.check(request);
        var details = changed(context, request.getUserId(), StateChange.LOCK);
        return LockUserResponse.newBuilder().setDetails(details).build();
    }

    public UnlockUserResponse unlockUser(CallContext context, UnlockUserRequest request) {
        Rules.check(request);
        var details = changed(context, request.getUserId(), StateChange.UNLOCK);
        return UnlockUserResponse.newBuilder().setDetails(details).build();
    }

    public DeactivateUserResponse deactivateUser(
            CallContext context, DeactivateUserRequest request) {
        Rules.check(request);
        var details = changed(context, request.getUserId(), StateChange.DEACTIVATE);
        return DeactivateUserResponse.newBuilder().setDetails(details).build();
    }

    public ReactivateUserResponse reactivateUser(
            CallContext context, ReactivateUserRequest request) {
        Rules.check(request);
        var details = changed(context, request.getUserId(), StateChange.REACTIVATE);
        return ReactivateUserResponse.newBuilder().setDetails(details).build();
    }

    private Details changed(CallContext context, String id, StateChange change) {
        return Messages.changed(changeUserState.change(context.caller(), new UserId(id), change));
    }
}
