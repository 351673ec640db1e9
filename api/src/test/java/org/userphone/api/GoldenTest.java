package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.OTHER;

import com.google.protobuf.Message;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.DeactivateUserRequest;
import org.userphone.api.contract.DeleteUserRequest;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.LockUserRequest;
import org.userphone.api.contract.ReactivateUserRequest;
import org.userphone.api.contract.RemovePhoneRequest;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UnlockUserRequest;
import org.userphone.api.contract.UpdateHumanUserRequest;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.contract.VerifyEmailRequest;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.rest.ProtoJson;
import org.userphone.api.status.Statuses;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.People;
import org.userphone.domain.user.UserId;

/**
 * The contract by example: each file under {@code golden} is a story of requests and their exact
 * answers, told on a domain whose clock stands still at noon. {@code <code>} stands for six
 * characters of the alphabet and {@code <id>} for a number; {@code <last code>} in a request is the
 * code that was last returned, in a response that of the step before; {@code key} is the request's
 * {@code Idempotency-Key}, and {@code after} moves the clock by so many seconds first.
 */
class GoldenTest {

    private static final Map<String, Caller> CALLERS =
            Map.of(
                    "admin", ADMIN,
                    "acme", People.adminOf(ACME),
                    "other", People.adminOf(OTHER),
                    "reader",
                            new Caller(
                                    new UserId("reader"),
                                    Optional.of(ACME),
                                    Set.of(),
                                    Set.of(Permission.USER_READ)),
                    "minnie", People.plain(People.MINNIE),
                    "nobody", People.plain(new UserId("nobody")));

    static Stream<Path> stories() throws IOException, URISyntaxException {
        return Files.list(Path.of(GoldenTest.class.getResource("/golden").toURI())).sorted();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theAnswersAreExactlyThese(Path story) throws IOException {
        var world = new World();
        for (var step : array(Files.readString(story)).getValuesAs(JsonObject.class)) {
            var expected = step.get("response").toString().replace("<last code>", world.lastCode);
            var answer = world.answer(step);
            assertThat(answer)
                    .as("%s: %s", story.getFileName(), step.get("request"))
                    .matches(pattern(step.getInt("http") + " " + expected));
        }
    }

    /** Literal, but for the placeholders. */
    private static String pattern(String expected) {
        return "\\Q"
                + expected.replace("<code>", "\\E[A-Z0-9]{6}\\Q")
                        .replace("<id>", "\\E[0-9]{15,19}\\Q")
                + "\\E";
    }

    private static final class World {

        private final InMemoryDomain domain = new InMemoryDomain();
        private String lastCode = "";
        private final CallContexts contexts = new CallContexts(domain.knowOrganisation);
        private final AnswerKeeper keeper = new AnswerKeeper(domain.answerOnce);
        private final UserCalls calls = Calls.of(domain);
        private final AdminCalls admin = new AdminCalls(domain.readHistory);

        String answer(JsonObject step) {
            domain.clock.advance(Duration.ofSeconds(step.getInt("after", 0)));
            try {
                var context =
                        contexts.of(
                                CALLERS.get(step.getString("as")),
                                Optional.ofNullable(step.getString("orgid", null)),
                                step.containsKey("key")
                                        ? List.of(step.getString("key"))
                                        : List.of());
                return "200 "
                        + json(domain.memory.keeping(Rejection.class, () -> call(context, step)));
            } catch (Rejection e) {
                var status = Statuses.of(e, "request");
                return Statuses.http(status.getCode()) + " " + json(status);
            }
        }

        private Message call(CallContext context, JsonObject step) {
            return switch (step.getString("call")) {
                case "SetPhone" ->
                        call(context, step, SetPhoneRequest.newBuilder(), calls::setPhone);
                case "VerifyPhone" ->
                        call(context, step, VerifyPhoneRequest.newBuilder(), calls::verifyPhone);
                case "DeleteUser" ->
                        call(context, step, DeleteUserRequest.newBuilder(), calls::deleteUser);
                case "ListUsers" ->
                        call(context, step, ListUsersRequest.newBuilder(), calls::listUsers);
                case "ListEvents" ->
                        call(context, step, ListEventsRequest.newBuilder(), admin::listEvents);
                case "LockUser" ->
                        call(context, step, LockUserRequest.newBuilder(), calls::lockUser);
                case "UnlockUser" ->
                        call(context, step, UnlockUserRequest.newBuilder(), calls::unlockUser);
                case "DeactivateUser" ->
                        call(
                                context,
                                step,
                                DeactivateUserRequest.newBuilder(),
                                calls::deactivateUser);
                case "ReactivateUser" ->
                        call(
                                context,
                                step,
                                ReactivateUserRequest.newBuilder(),
                                calls::reactivateUser);
                case "UpdateUser" ->
                        call(context, step, UpdateUserRequest.newBuilder(), calls::updateUser);
                case "UpdateHumanUser" ->
                        call(
                                context,
                                step,
                                UpdateHumanUserRequest.newBuilder(),
                                calls::updateHumanUser);
                case "VerifyEmail" ->
                        call(context, step, VerifyEmailRequest.newBuilder(), calls::verifyEmail);
                case "ResendPhoneCode" ->
                        call(
                                context,
                                step,
                                ResendPhoneCodeRequest.newBuilder(),
                                calls::resendPhoneCode);
                case "RemovePhone" ->
                        call(context, step, RemovePhoneRequest.newBuilder(), calls::removePhone);
                case "CreateUser" ->
                        call(context, step, CreateUserRequest.newBuilder(), calls::createUser);
                case "AddHumanUser" ->
                        call(context, step, AddHumanUserRequest.newBuilder(), calls::addHumanUser);
                case "GetUserByID" ->
                        call(context, step, GetUserByIDRequest.newBuilder(), calls::getUserByID);
                default -> throw new IllegalArgumentException(step.getString("call"));
            };
        }

        /** A request that is a text is taken as it is, malformed or not. */
        @SuppressWarnings("unchecked")
        private <R extends Message> Message call(
                CallContext context,
                JsonObject step,
                R.Builder builder,
                BiFunction<CallContext, R, Message> call) {
            var request = step.get("request");
            var text = request instanceof JsonString raw ? raw.getString() : request.toString();
            text = text.replace("<last code>", lastCode);
            ProtoJson.read(text.getBytes(StandardCharsets.UTF_8), builder);
            var message = (R) builder.build();
            var answer =
                    new Invocation(
                                    step.getString("call"),
                                    context,
                                    message,
                                    () -> call.apply(context, message))
                            .through(keeper);
            answer.getAllFields()
                    .forEach(
                            (field, value) ->
                                    lastCode =
                                            field.getName().endsWith("_code")
                                                    ? (String) value
                                                    : lastCode);
            return answer;
        }
    }

    /** Both sides go through the same printer, so that white space does not count. */
    private static String json(Message message) {
        var text = new String(ProtoJson.write(message), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject().toString();
        }
    }

    private static JsonArray array(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }
}
