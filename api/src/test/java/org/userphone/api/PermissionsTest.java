package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.Organization;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanPhone;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.status.Statuses;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.NewHuman;
import org.userphone.domain.user.People;
import org.userphone.domain.user.StateChange;
import org.userphone.domain.user.UserId;
import org.userphone.domain.user.Verification;

/**
 * Who may do what (spec section 2.8): every call by every kind of caller, on a user of the
 * organisation acme and on one that does not exist, with the HTTP status of the answer.
 */
class PermissionsTest {

    private static final UserId UNKNOWN = new UserId("unknown");

    private static final Map<String, Caller> CALLERS =
            Map.of(
                    "stranger", People.plain(new UserId("stranger")),
                    "self", People.plain(MINNIE),
                    "acme", People.adminOf(ACME),
                    "other", People.adminOf(OTHER),
                    "reader",
                            new Caller(
                                    new UserId("reader"),
                                    Optional.of(ACME),
                                    Set.of(),
                                    Set.of(Permission.USER_READ)),
                    "instance", ADMIN);

    private static final String TABLE =
            """
            call            | stranger self acme other reader instance | stranger instance on an unknown user
            set, send       |      403  200  200   403    403      200 |      404      404
            set, return     |      403  403  200   403    403      200 |      404      404
            set, verified   |      403  403  200   403    403      200 |      404      404
            resend, send    |      403  200  200   403    403      200 |      404      404
            resend, return  |      403  403  200   403    403      200 |      404      404
            verify          |      200  200  200   200    200      200 |      404      404
            verify e-mail   |      200  200  200   200    200      200 |      404      404
            remove          |      403  200  200   403    403      200 |      404      404
            update, name    |      403  200  200   403    403      200 |      404      404
            update, send    |      403  200  200   403    403      200 |      404      404
            update, return  |      403  403  200   403    403      200 |      404      404
            update, verified|      403  403  200   403    403      200 |      404      404
            update, vouch   |      403  403  200   403    403      200 |      404      404
            lock            |      403  403  200   403    403      200 |      404      404
            deactivate      |      403  403  200   403    403      200 |      404      404
            delete          |      403  403  200   403    403      200 |      404      404
            unlock          |      403  403  200   403    403      200 |      404      404
            reactivate      |      403  403  200   403    403      200 |      404      404
            get             |      403  200  200   403    200      200 |      404      404
            list users      |      200  200  200   200    200      200 |      200      200
            list events     |      403  403  403   403    403      200 |      403      200
            create          |      403  403  200   403    403      200 |      403      200
            create machine  |      403  403  200   403    403      200 |      403      200
            add human       |      403  403  200   403    403      200 |      403      200
            """;

    static Stream<Arguments> cells() {
        var lines = TABLE.lines().map(line -> line.split("\\|")).toList();
        var callers = lines.get(0)[1].strip().split(" +");
        return lines.stream()
                .skip(1)
                .flatMap(
                        line ->
                                Stream.concat(
                                        row(line[0].strip(), callers, line[1], MINNIE),
                                        row(
                                                line[0].strip(),
                                                new String[] {"stranger", "instance"},
                                                line[2],
                                                UNKNOWN)));
    }

    private static Stream<Arguments> row(
            String call, String[] callers, String statuses, UserId on) {
        var expected = statuses.strip().split(" +");
        return IntStream.range(0, expected.length)
                .mapToObj(i -> Arguments.of(call, callers[i], on, Integer.valueOf(expected[i])));
    }

    @ParameterizedTest(name = "{0} by {1} on {2}: {3}")
    @MethodSource("cells")
    void everyCallerGetsTheAnswerOfTheTable(String call, String caller, UserId on, int status) {
        assertThat(new World().status(call, CALLERS.get(caller), on)).isEqualTo(status);
    }

    /** Minnie of acme, with codes pending for her address and her number. */
    private static final class World {

        private final InMemoryDomain domain = new InMemoryDomain();
        private final UserCalls calls = Calls.of(domain);
        private final AdminCalls admin = new AdminCalls(domain.readHistory);
        private final String emailCode;
        private final String phoneCode;

        World() {
            domain.organisations.remember(OTHER);
            var added =
                    domain.add(
                            ADMIN,
                            new NewHuman(
                                    ACME,
                                    Optional.of(MINNIE),
                                    Optional.empty(),
                                    People.profile("Minnie", "Mouse"),
                                    new EmailAddress("minnie@example.com"),
                                    Verification.RETURN_CODE,
                                    Optional.of(NUMBER.e164()),
                                    Verification.RETURN_CODE));
            emailCode = added.emailCode().orElseThrow().text();
            phoneCode = added.phoneCode().orElseThrow().text();
            domain.clock.advance(Duration.ofMinutes(1));
        }

        int status(String call, Caller caller, UserId on) {
            var context = new CallContext(caller, caller.organisation(), Optional.empty());
            try {
                domain.memory.keeping(Rejection.class, () -> call(call, context, on).get());
                return 200;
            } catch (Rejection e) {
                return Statuses.http(Statuses.of(e, "request").getCode());
            }
        }

        private Supplier<Message> call(String call, CallContext context, UserId on) {
            var returned = ReturnPhoneVerificationCode.getDefaultInstance();
            var set = SetPhoneRequest.newBuilder().setUserId(on.value()).setPhone("+41791234568");
            var resend = ResendPhoneCodeRequest.newBuilder().setUserId(on.value());
            return switch (call) {
                case "set, send" -> () -> calls.setPhone(context, set.build());
                case "set, return" ->
                        () -> calls.setPhone(context, set.setReturnCode(returned).build());
                case "set, verified" ->
                        () -> calls.setPhone(context, set.setIsVerified(true).build());
                case "resend, send" -> () -> calls.resendPhoneCode(context, resend.build());
                case "resend, return" ->
                        () ->
                                calls.resendPhoneCode(
                                        context, resend.setReturnCode(returned).build());
                case "verify" ->
                        () ->
                                calls.verifyPhone(
                                        context,
                                        VerifyPhoneRequest.newBuilder()
                                                .setUserId(on.value())
                                                .setVerificationCode(phoneCode)
                                                .build());
                case "verify e-mail" ->
                        () ->
                                calls.verifyEmail(
                                        context,
                                        VerifyEmailRequest.newBuilder()
                                                .setUserId(on.value())
                                                .setVerificationCode(emailCode)
                                                .build());
                case "remove" ->
                        () ->
                                calls.removePhone(
                                        context,
                                        RemovePhoneRequest.newBuilder()
                                                .setUserId(on.value())
                                                .build());
                case "update, name" ->
                        () -> calls.updateUser(context, update(on).setUsername("m").build());
                case "update, send" -> () -> calls.updateUser(context, update(on, phone()));
                case "update, return" ->
                        () ->
                                calls.updateUser(
                                        context, update(on, phone().setReturnCode(returned)));
                case "update, verified" ->
                        () -> calls.updateUser(context, update(on, phone().setIsVerified(true)));
                case "update, vouch" ->
                        () ->
                                calls.updateHumanUser(
                                        context,
                                        UpdateHumanUserRequest.newBuilder()
                                                .setUserId(on.value())
                                                .setPhone(
                                                        SetHumanPhone.newBuilder()
                                                                .setIsVerified(true))
                                                .build());
                case "lock" ->
                        () ->
                                calls.lockUser(
                                        context,
                                        LockUserRequest.newBuilder().setUserId(on.value()).build());
                case "deactivate" ->
                        () ->
                                calls.deactivateUser(
                                        context,
                                        DeactivateUserRequest.newBuilder()
                                                .setUserId(on.value())
                                                .build());
                case "delete" ->
                        () ->
                                calls.deleteUser(
                                        context,
                                        DeleteUserRequest.newBuilder()
                                                .setUserId(on.value())
                                                .build());
                case "get" ->
                        () ->
                                calls.getUserByID(
                                        context,
                                        GetUserByIDRequest.newBuilder()
                                                .setUserId(on.value())
                                                .build());
                case "list users" ->
                        () -> calls.listUsers(context, ListUsersRequest.getDefaultInstance());
                case "unlock" ->
                        () -> {
                            domain.stateOf(MINNIE, StateChange.LOCK);
                            return calls.unlockUser(
                                    context,
                                    UnlockUserRequest.newBuilder().setUserId(on.value()).build());
                        };
                case "reactivate" ->
                        () -> {
                            domain.stateOf(MINNIE, StateChange.DEACTIVATE);
                            return calls.reactivateUser(
                                    context,
                                    ReactivateUserRequest.newBuilder()
                                            .setUserId(on.value())
                                            .build());
                        };
                case "list events" ->
                        () ->
                                admin.listEvents(
                                        context,
                                        ListEventsRequest.newBuilder()
                                                .setAggregateId(on.value())
                                                .build());
                case "create" -> () -> calls.createUser(context, create());
                case "create machine" -> () -> calls.createUser(context, createMachine());
                case "add human" -> () -> calls.addHumanUser(context, addHuman());
                default -> throw new IllegalArgumentException(call);
            };
        }

        private static SetHumanPhone.Builder phone() {
            return SetHumanPhone.newBuilder().setPhone("+41791234568");
        }

        private static UpdateUserRequest.Builder update(UserId on) {
            return UpdateUserRequest.newBuilder().setUserId(on.value());
        }

        private static UpdateUserRequest update(UserId on, SetHumanPhone.Builder phone) {
            return update(on)
                    .setHuman(UpdateUserRequest.Human.newBuilder().setPhone(phone))
                    .build();
        }

        private static CreateUserRequest create() {
            return CreateUserRequest.newBuilder()
                    .setOrganizationId(ACME.value())
                    .setUserId("daisy")
                    .setHuman(
                            CreateUserRequest.Human.newBuilder()
                                    .setProfile(profile())
                                    .setEmail(email()))
                    .build();
        }

        private static CreateUserRequest createMachine() {
            return CreateUserRequest.newBuilder()
                    .setOrganizationId(ACME.value())
                    .setMachine(CreateUserRequest.Machine.newBuilder().setName("Robot"))
                    .build();
        }

        private static AddHumanUserRequest addHuman() {
            return AddHumanUserRequest.newBuilder()
                    .setOrganization(Organization.newBuilder().setOrgId(ACME.value()))
                    .setUserId("daisy")
                    .setProfile(profile())
                    .setEmail(email())
                    .build();
        }

        private static SetHumanProfile profile() {
            return SetHumanProfile.newBuilder().setGivenName("D").setFamilyName("D").build();
        }

        private static SetHumanEmail email() {
            return SetHumanEmail.newBuilder().setEmail("daisy@example.com").build();
        }
    }
}
