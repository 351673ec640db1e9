package org.userphone.api.openapi;

import static org.userphone.domain.Rejection.Reason.CALL_NOT_PERMITTED;
import static org.userphone.domain.Rejection.Reason.CODE_CHECK_UNAVAILABLE;
import static org.userphone.domain.Rejection.Reason.CODE_INVALID;
import static org.userphone.domain.Rejection.Reason.CODE_MADE_BY_PROVIDER;
import static org.userphone.domain.Rejection.Reason.CODE_NOT_PENDING;
import static org.userphone.domain.Rejection.Reason.CONTEXT_ORGANISATION_UNKNOWN;
import static org.userphone.domain.Rejection.Reason.ORGANISATION_UNKNOWN;
import static org.userphone.domain.Rejection.Reason.PERMISSION_MISSING;
import static org.userphone.domain.Rejection.Reason.PHONE_INVALID;
import static org.userphone.domain.Rejection.Reason.PHONE_NOT_CHANGED;
import static org.userphone.domain.Rejection.Reason.PHONE_NOT_SET;
import static org.userphone.domain.Rejection.Reason.PHONE_USER_NOT_FOUND;
import static org.userphone.domain.Rejection.Reason.RESEND_TOO_SOON;
import static org.userphone.domain.Rejection.Reason.TOKEN_INVALID;
import static org.userphone.domain.Rejection.Reason.TOKEN_MISSING;
import static org.userphone.domain.Rejection.Reason.TOKEN_SCHEME_UNKNOWN;
import static org.userphone.domain.Rejection.Reason.TOO_MANY_ATTEMPTS;
import static org.userphone.domain.Rejection.Reason.USERNAME_TAKEN;
import static org.userphone.domain.Rejection.Reason.USER_EXISTS;
import static org.userphone.domain.Rejection.Reason.USER_NOT_FOUND;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.userphone.api.call.Rules;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.AddHumanUserResponse;
import org.userphone.api.contract.Aggregate;
import org.userphone.api.contract.AggregateType;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.CreateUserResponse;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeactivateUserResponse;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.DeleteUserResponse;
import org.userphone.api.contract.Details;
import org.userphone.api.contract.Editor;
import org.userphone.api.contract.Event;
import org.userphone.api.contract.EventType;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.HumanEmail;
import org.userphone.api.contract.HumanPhone;
import org.userphone.api.contract.HumanProfile;
import org.userphone.api.contract.HumanUser;
import org.userphone.api.contract.ListDetails;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListEventsResponse;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.ListPhoneMessagesResponse;
import org.userphone.api.contract.ListQuery;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ListSmsUsageResponse;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.LockUserResponse;
import org.userphone.api.contract.MetadataKeyFilter;
import org.userphone.api.contract.Organization;
import org.userphone.api.contract.Password;
import org.userphone.api.contract.PhoneMessage;
import org.userphone.api.contract.PhoneMessageState;
import org.userphone.api.contract.PhoneQuery;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.ReactivateUserResponse;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.RemovePhoneResponse;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResendPhoneCodeResponse;
import org.userphone.api.contract.ReturnEmailVerificationCode;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SearchQuery;
import org.userphone.api.contract.SendPhoneVerificationCode;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanPhone;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.SetPassword;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.SmsUsage;
import org.userphone.api.contract.TextQueryMethod;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UnlockUserResponse;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateHumanUserResponse;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.UpdateUserResponse;
import org.userphone.api.contract.User;
import org.userphone.api.contract.UserFieldName;
import org.userphone.api.contract.UserState;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyEmailResponse;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.contract.VerifyPhoneResponse;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * What a reader of the document should know about a call beyond its messages: how it is used, and
 * how it is refused.
 *
 * @param rpc the name in the contract
 * @param examples calls and their answers
 * @param broken requests that break a rule or ask too much, each in its own way
 * @param reasons the refusals of its use case
 */
record Operation(String rpc, List<Example> examples, List<Message> broken, Set<Reason> reasons) {

    /** A request and what it is answered. */
    record Example(String name, String summary, Message request, Message answer) {}

    /** Reasons that stand before every call. */
    private static final List<Reason> OF_EVERY_CALL =
            List.of(
                    TOKEN_MISSING,
                    TOKEN_SCHEME_UNKNOWN,
                    TOKEN_INVALID,
                    CONTEXT_ORGANISATION_UNKNOWN);

    /** Reasons of the guards of SMS. */
    private static final List<Reason> OF_SMS =
            List.of(
                    Reason.SMS_TO_NUMBER_LIMITED,
                    Reason.SMS_OF_USER_LIMITED,
                    Reason.SMS_FROM_ADDRESS_LIMITED,
                    Reason.SMS_TO_PREFIX_LIMITED,
                    Reason.SMS_TO_COUNTRY_LIMITED,
                    Reason.SMS_BUDGET_SPENT,
                    Reason.SMS_BREAKER_OPEN,
                    Reason.SMS_COUNTRY_DENIED,
                    Reason.SMS_TYPE_DENIED);

    private static final String USER = "300000000000000002";
    private static final String ORGANISATION = "300000000000000001";
    private static final String NUMBER = "+41791234567";
    private static final String CODE = "SKJD34";
    private static final Timestamp TIME = time("2026-01-02T03:04:05.678901Z");
    private static final Details CHANGED =
            Details.newBuilder()
                    .setSequence(5)
                    .setChangeDate(TIME)
                    .setResourceOwner(ORGANISATION)
                    .build();
    private static final SetHumanProfile PROFILE =
            SetHumanProfile.newBuilder().setGivenName("Minnie").setFamilyName("Mouse").build();
    private static final SetHumanEmail EMAIL =
            SetHumanEmail.newBuilder().setEmail("minnie@example.com").setIsVerified(true).build();
    private static final SetHumanPhone PHONE =
            SetHumanPhone.newBuilder()
                    .setPhone(NUMBER)
                    .setReturnCode(ReturnPhoneVerificationCode.getDefaultInstance())
                    .build();

    static final List<Operation> ALL =
            List.of(
                    setPhone(),
                    removePhone(),
                    resendPhoneCode(),
                    verifyPhone(),
                    createUser(),
                    addHumanUser(),
                    getUserByID(),
                    verifyEmail(),
                    updateUser(),
                    updateHumanUser(),
                    stateChange(
                            "LockUser",
                            LockUserRequest.newBuilder().setUserId(USER),
                            LockUserResponse.newBuilder().setDetails(CHANGED),
                            Reason.LOCK_USER_NOT_FOUND,
                            Reason.USER_NOT_ACTIVE),
                    listUsers(),
                    listEvents(),
                    listPhoneMessages(),
                    listSmsUsage(),
                    stateChange(
                            "DeleteUser",
                            DeleteUserRequest.newBuilder().setUserId(USER),
                            DeleteUserResponse.newBuilder().setDetails(CHANGED),
                            Reason.DELETE_USER_NOT_FOUND),
                    stateChange(
                            "UnlockUser",
                            UnlockUserRequest.newBuilder().setUserId(USER),
                            UnlockUserResponse.newBuilder().setDetails(CHANGED),
                            Reason.UNLOCK_USER_NOT_FOUND,
                            Reason.USER_NOT_LOCKED),
                    stateChange(
                            "DeactivateUser",
                            DeactivateUserRequest.newBuilder().setUserId(USER),
                            DeactivateUserResponse.newBuilder().setDetails(CHANGED),
                            Reason.DEACTIVATE_USER_NOT_FOUND,
                            Reason.USER_ALREADY_INACTIVE),
                    stateChange(
                            "ReactivateUser",
                            ReactivateUserRequest.newBuilder().setUserId(USER),
                            ReactivateUserResponse.newBuilder().setDetails(CHANGED),
                            Reason.REACTIVATE_USER_NOT_FOUND,
                            Reason.USER_NOT_INACTIVE));

    /** What is said about a call, which is known by its request. */
    static Operation of(MethodDescriptor rpc) {
        return Stream.of(ALL, TextOperations.ALL, ProviderOperations.ALL)
                .flatMap(List::stream)
                .filter(operation -> operation.takes(rpc.getInputType()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is said about " + rpc));
    }

    private boolean takes(Descriptor request) {
        return examples.get(0).request().getDescriptorForType().equals(request);
    }

    /** Every refusal that the call can come to, as it is thrown. */
    Stream<Rejection> refusals() {
        return Stream.concat(
                broken.stream().map(Operation::refusal),
                Stream.concat(OF_EVERY_CALL.stream(), reasons.stream().sorted())
                        .map(Rejection::new));
    }

    private static Rejection refusal(Message broken) {
        try {
            Rules.check(broken);
        } catch (Rejection rejection) {
            return rejection;
        }
        throw new IllegalStateException("this request breaks no rule: " + broken);
    }

    private static Operation setPhone() {
        var request = SetPhoneRequest.newBuilder().setUserId(USER).setPhone(NUMBER);
        var returnCode = ReturnPhoneVerificationCode.getDefaultInstance();
        var sendCode = SendPhoneVerificationCode.getDefaultInstance();
        var answer = SetPhoneResponse.newBuilder().setDetails(CHANGED);
        return new Operation(
                "SetPhone",
                List.of(
                        new Example(
                                "returnCode",
                                "The code comes back in the answer",
                                request.clone().setReturnCode(returnCode).build(),
                                answer.clone().setVerificationCode(CODE).build()),
                        new Example(
                                "sendCode",
                                "The code is sent to the number by SMS",
                                request.clone().setSendCode(sendCode).build(),
                                answer.build()),
                        new Example(
                                "isVerified",
                                "The caller vouches for the number",
                                request.clone().setIsVerified(true).build(),
                                answer.build())),
                List.of(request.clone().clearPhone().build()),
                orOfSms(
                        PHONE_USER_NOT_FOUND,
                        PERMISSION_MISSING,
                        PHONE_INVALID,
                        CODE_MADE_BY_PROVIDER,
                        PHONE_NOT_CHANGED));
    }

    /** These, and what the SMS of a code can be refused for. */
    private static Set<Reason> orOfSms(Reason... reasons) {
        return Stream.concat(Stream.of(reasons), OF_SMS.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Operation removePhone() {
        return new Operation(
                "RemovePhone",
                List.of(
                        new Example(
                                "removed",
                                "The number is removed",
                                RemovePhoneRequest.newBuilder().setUserId(USER).build(),
                                RemovePhoneResponse.newBuilder().setDetails(CHANGED).build())),
                List.of(RemovePhoneRequest.newBuilder().setUserId("9".repeat(201)).build()),
                Set.of(PHONE_USER_NOT_FOUND, PERMISSION_MISSING, PHONE_NOT_SET));
    }

    private static Operation resendPhoneCode() {
        var request = ResendPhoneCodeRequest.newBuilder().setUserId(USER);
        var answer = ResendPhoneCodeResponse.newBuilder().setDetails(CHANGED);
        return new Operation(
                "ResendPhoneCode",
                List.of(
                        new Example(
                                "returnCode",
                                "The new code comes back in the answer",
                                request.clone()
                                        .setReturnCode(
                                                ReturnPhoneVerificationCode.getDefaultInstance())
                                        .build(),
                                answer.clone().setVerificationCode(CODE).build()),
                        new Example(
                                "sendCode",
                                "The new code is sent to the number by SMS",
                                request.clone()
                                        .setSendCode(SendPhoneVerificationCode.getDefaultInstance())
                                        .build(),
                                answer.build())),
                List.of(request.clone().setUserId("9".repeat(201)).build()),
                orOfSms(
                        PHONE_USER_NOT_FOUND,
                        PERMISSION_MISSING,
                        CODE_NOT_PENDING,
                        RESEND_TOO_SOON,
                        CODE_MADE_BY_PROVIDER));
    }

    private static Operation verifyPhone() {
        var request = VerifyPhoneRequest.newBuilder().setUserId(USER).setVerificationCode(CODE);
        return new Operation(
                "VerifyPhone",
                List.of(
                        new Example(
                                "verified",
                                "The number is proved",
                                request.build(),
                                VerifyPhoneResponse.newBuilder().setDetails(CHANGED).build())),
                List.of(request.clone().clearVerificationCode().build()),
                Set.of(
                        PHONE_USER_NOT_FOUND,
                        CODE_INVALID,
                        TOO_MANY_ATTEMPTS,
                        CODE_CHECK_UNAVAILABLE));
    }

    private static Operation verifyEmail() {
        var request = VerifyEmailRequest.newBuilder().setUserId(USER).setVerificationCode(CODE);
        return new Operation(
                "VerifyEmail",
                List.of(
                        new Example(
                                "verified",
                                "The address is proved",
                                request.build(),
                                VerifyEmailResponse.newBuilder().setDetails(CHANGED).build())),
                List.of(request.clone().clearVerificationCode().build()),
                Set.of(USER_NOT_FOUND, CODE_INVALID, TOO_MANY_ATTEMPTS));
    }

    private static Operation updateUser() {
        var request = UpdateUserRequest.newBuilder().setUserId(USER);
        var human = UpdateUserRequest.Human.newBuilder();
        var answer = UpdateUserResponse.newBuilder().setChangeDate(TIME);
        var none = SetHumanPhone.getDefaultInstance();
        return new Operation(
                "UpdateUser",
                List.of(
                        new Example(
                                "phone",
                                "Another number, whose code comes back in the answer",
                                request.clone().setHuman(human.clone().setPhone(PHONE)).build(),
                                answer.clone().setPhoneCode(CODE).build()),
                        new Example(
                                "removal",
                                "An empty number removes it",
                                request.clone().setHuman(human.clone().setPhone(none)).build(),
                                answer.build())),
                List.of(
                        request.clone().setUsername("").build(),
                        request.clone()
                                .setHuman(
                                        human.clone().setPassword(SetPassword.getDefaultInstance()))
                                .build()),
                orOfSms(
                        PHONE_INVALID,
                        CODE_MADE_BY_PROVIDER,
                        Reason.PHONE_REMOVAL_WITH_VERIFICATION,
                        Reason.UPDATE_USER_NOT_FOUND,
                        PERMISSION_MISSING,
                        USERNAME_TAKEN));
    }

    private static Operation updateHumanUser() {
        var request = UpdateHumanUserRequest.newBuilder().setUserId(USER);
        return new Operation(
                "UpdateHumanUser",
                List.of(
                        new Example(
                                "phone",
                                "Another number, whose code comes back in the answer",
                                request.clone().setPhone(PHONE).build(),
                                UpdateHumanUserResponse.newBuilder()
                                        .setDetails(CHANGED)
                                        .setPhoneCode(CODE)
                                        .build())),
                List.of(
                        request.clone().setUsername("").build(),
                        request.clone().setPassword(SetPassword.getDefaultInstance()).build()),
                orOfSms(
                        PHONE_INVALID,
                        CODE_MADE_BY_PROVIDER,
                        Reason.UPDATE_USER_NOT_FOUND,
                        PERMISSION_MISSING,
                        USERNAME_TAKEN));
    }

    private static Operation stateChange(
            String rpc, Message.Builder request, Message.Builder answer, Reason... reasons) {
        var id = request.getDescriptorForType().findFieldByName("user_id");
        return new Operation(
                rpc,
                List.of(
                        new Example(
                                "changed",
                                "The state has changed",
                                request.build(),
                                answer.build())),
                List.of(request.clone().setField(id, "9".repeat(201)).build()),
                Stream.concat(Stream.of(PERMISSION_MISSING), Stream.of(reasons))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Operation listUsers() {
        var byNumber =
                SearchQuery.newBuilder()
                        .setPhoneQuery(
                                PhoneQuery.newBuilder()
                                        .setNumber("+4179")
                                        .setMethod(TextQueryMethod.TEXT_QUERY_METHOD_STARTS_WITH));
        var unsupported =
                SearchQuery.newBuilder()
                        .setMetadataKeyFilter(MetadataKeyFilter.getDefaultInstance());
        var minnie =
                User.newBuilder()
                        .setUserId(USER)
                        .setState(UserState.USER_STATE_ACTIVE)
                        .setUsername("minnie@example.com")
                        .setHuman(
                                HumanUser.newBuilder()
                                        .setPhone(HumanPhone.newBuilder().setPhone(NUMBER)));
        return new Operation(
                "ListUsers",
                List.of(
                        new Example(
                                "numbers",
                                "Users with Swiss mobile numbers, by their names",
                                ListUsersRequest.newBuilder()
                                        .setQuery(ListQuery.newBuilder().setLimit(10).setAsc(true))
                                        .setSortingColumn(
                                                UserFieldName.USER_FIELD_NAME_DISPLAY_NAME)
                                        .addQueries(byNumber)
                                        .build(),
                                ListUsersResponse.newBuilder()
                                        .setDetails(
                                                ListDetails.newBuilder()
                                                        .setTotalResult(1)
                                                        .setTimestamp(TIME))
                                        .addResult(minnie)
                                        .build())),
                List.of(
                        ListUsersRequest.newBuilder()
                                .addQueries(SearchQuery.getDefaultInstance())
                                .build(),
                        ListUsersRequest.newBuilder().addQueries(unsupported).build()),
                Set.of(Reason.QUERY_TOO_DEEP));
    }

    private static Operation listEvents() {
        var request = ListEventsRequest.newBuilder().setAggregateId(USER).setLimit(1).build();
        var tooMany = request.toBuilder();
        IntStream.rangeClosed(0, 30).forEach(i -> tooMany.addEventTypes("user.locked"));
        var changed =
                Event.newBuilder()
                        .setEditor(Editor.newBuilder().setUserId(USER))
                        .setAggregate(
                                Aggregate.newBuilder()
                                        .setId(USER)
                                        .setType(AggregateType.newBuilder().setType("user"))
                                        .setResourceOwner(ORGANISATION))
                        .setSequence(5)
                        .setCreationDate(TIME)
                        .setPayload(
                                Struct.newBuilder()
                                        .putFields(
                                                "phone",
                                                Value.newBuilder().setStringValue(NUMBER).build()))
                        .setType(EventType.newBuilder().setType("user.human.phone.changed"));
        return new Operation(
                "ListEvents",
                List.of(
                        new Example(
                                "last",
                                "The last event of a user",
                                request,
                                ListEventsResponse.newBuilder().addEvents(changed).build())),
                List.of(tooMany.build()),
                Set.of(CALL_NOT_PERMITTED));
    }

    private static Operation createUser() {
        var human =
                CreateUserRequest.Human.newBuilder()
                        .setProfile(PROFILE)
                        .setEmail(
                                EMAIL.toBuilder()
                                        .setReturnCode(
                                                ReturnEmailVerificationCode.getDefaultInstance()))
                        .setPhone(PHONE);
        var request =
                CreateUserRequest.newBuilder()
                        .setOrganizationId(ORGANISATION)
                        .setUsername("minnie")
                        .setHuman(human);
        var password = Password.getDefaultInstance();
        return new Operation(
                "CreateUser",
                List.of(
                        new Example(
                                "human",
                                "A human whose address and number are to be proved",
                                request.build(),
                                CreateUserResponse.newBuilder()
                                        .setId(USER)
                                        .setCreationDate(TIME)
                                        .setEmailCode("7T5KQX")
                                        .setPhoneCode(CODE)
                                        .build()),
                        new Example(
                                "machine",
                                "A machine, which has no address and no number",
                                CreateUserRequest.newBuilder()
                                        .setOrganizationId(ORGANISATION)
                                        .setUsername("robot")
                                        .setMachine(
                                                CreateUserRequest.Machine.newBuilder()
                                                        .setName("Robot"))
                                        .build(),
                                CreateUserResponse.newBuilder()
                                        .setId(USER)
                                        .setCreationDate(TIME)
                                        .build())),
                List.of(
                        request.clone().clearHuman().build(),
                        request.clone().setHuman(human.clone().setPassword(password)).build()),
                orOfSms(
                        PERMISSION_MISSING,
                        ORGANISATION_UNKNOWN,
                        USER_EXISTS,
                        PHONE_INVALID,
                        CODE_MADE_BY_PROVIDER,
                        USERNAME_TAKEN));
    }

    private static Operation addHumanUser() {
        var request =
                AddHumanUserRequest.newBuilder()
                        .setOrganization(Organization.newBuilder().setOrgId(ORGANISATION))
                        .setProfile(PROFILE)
                        .setEmail(EMAIL)
                        .setPhone(PHONE);
        var password = Password.getDefaultInstance();
        return new Operation(
                "AddHumanUser",
                List.of(
                        new Example(
                                "human",
                                "A human whose address is known and whose number is to be proved",
                                request.build(),
                                AddHumanUserResponse.newBuilder()
                                        .setUserId(USER)
                                        .setDetails(CHANGED.toBuilder().setSequence(3))
                                        .setPhoneCode(CODE)
                                        .build())),
                List.of(
                        request.clone().clearProfile().build(),
                        request.clone().setPassword(password).build()),
                orOfSms(
                        CALL_NOT_PERMITTED,
                        ORGANISATION_UNKNOWN,
                        USER_EXISTS,
                        PHONE_INVALID,
                        CODE_MADE_BY_PROVIDER,
                        USERNAME_TAKEN));
    }

    private static Operation getUserByID() {
        var details = CHANGED.toBuilder().setCreationDate(TIME);
        var human =
                HumanUser.newBuilder()
                        .setProfile(
                                HumanProfile.newBuilder()
                                        .setGivenName("Minnie")
                                        .setFamilyName("Mouse")
                                        .setDisplayName("Minnie Mouse"))
                        .setEmail(
                                HumanEmail.newBuilder()
                                        .setEmail("minnie@example.com")
                                        .setIsVerified(true))
                        .setPhone(HumanPhone.newBuilder().setPhone(NUMBER));
        var user =
                User.newBuilder()
                        .setUserId(USER)
                        .setDetails(details)
                        .setState(UserState.USER_STATE_ACTIVE)
                        .setUsername("minnie")
                        .addLoginNames("minnie")
                        .setPreferredLoginName("minnie")
                        .setHuman(human);
        return new Operation(
                "GetUserByID",
                List.of(
                        new Example(
                                "human",
                                "A human whose number is not proved yet",
                                GetUserByIDRequest.newBuilder().setUserId(USER).build(),
                                GetUserByIDResponse.newBuilder()
                                        .setDetails(details)
                                        .setUser(user)
                                        .build())),
                List.of(GetUserByIDRequest.newBuilder().setUserId("9".repeat(201)).build()),
                Set.of(USER_NOT_FOUND, PERMISSION_MISSING));
    }

    private static Operation listPhoneMessages() {
        var message =
                PhoneMessage.newBuilder()
                        .setId("300000000000000003")
                        .setState(PhoneMessageState.PHONE_MESSAGE_STATE_UNDELIVERED)
                        .setReason("Twilio error 30003")
                        .setProvider("twilio")
                        .setReference("SM0123456789abcdef0123456789abcdef")
                        .setNumber("+…67")
                        .setCountry("CH")
                        .setSegments(1)
                        .setCost("0.05")
                        .setPromisedAt(TIME)
                        .setLeftAt(TIME)
                        .setChangedAt(TIME);
        return new Operation(
                "ListPhoneMessages",
                List.of(
                        new Example(
                                "undelivered",
                                "One message, which did not reach the phone",
                                ListPhoneMessagesRequest.newBuilder().setUserId(USER).build(),
                                ListPhoneMessagesResponse.newBuilder()
                                        .addMessages(message)
                                        .build())),
                List.of(ListPhoneMessagesRequest.newBuilder().setUserId("9".repeat(201)).build()),
                Set.of(USER_NOT_FOUND, PERMISSION_MISSING));
    }

    private static Operation listSmsUsage() {
        var usage =
                SmsUsage.newBuilder()
                        .setOrganizationId(ORGANISATION)
                        .setCountry("CH")
                        .setMessages(20)
                        .setSegments(21)
                        .setCost("1.05")
                        .setDelivered(18)
                        .setUnsent(1);
        return new Operation(
                "ListSmsUsage",
                List.of(
                        new Example(
                                "organisation",
                                "What one organisation has sent since a day",
                                ListSmsUsageRequest.newBuilder()
                                        .setSince(time("2026-01-01T00:00:00Z"))
                                        .setOrganizationId(ORGANISATION)
                                        .build(),
                                ListSmsUsageResponse.newBuilder().addUsage(usage).build())),
                List.of(
                        ListSmsUsageRequest.newBuilder()
                                .setOrganizationId("9".repeat(201))
                                .build()),
                Set.of(CALL_NOT_PERMITTED));
    }

    private static Timestamp time(String text) {
        var instant = Instant.parse(text);
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
