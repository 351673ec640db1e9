package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Issuer.ORGANISATION;
import static org.userphone.ear.Wire.json;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged program answers on the wire, as in production, whatever its database. */
interface UserCallsContract {

    String SEND = "{\"phone\":\"+41791234567\",\"sendCode\":{}}";

    Program program();

    Issuer issuer();

    private Wire wire() {
        return new Wire(program().base());
    }

    private String admin() {
        return issuer().token();
    }

    private String added() {
        var id = UUID.randomUUID().toString();
        var answer = wire().post("/v2/users/new", admin(), Issuer.newUser(id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return id;
    }

    private static String phoneOf(String id) {
        return "/v2/users/" + id + "/phone";
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode() + " " + asZitadel(answer.body()))
                .isEqualTo(status + " " + body);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[a-z0-9]{20}"));
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    }

    /** A refusal without the details that ZITADEL does not have; any other answer as it is. */
    private static String asZitadel(String body) {
        return body.replaceAll(
                        ",?\\{\"@type\":\"type.googleapis.com/google.rpc.(BadRequest|ErrorInfo|Help)\""
                                + "[^{}]*(\\{[^{}]*}[^{}]*)*}",
                        "")
                .replace(",\"details\":[]", "");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String id) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("(" + id + ")\"");
    }

    @Test
    default void aPhoneIsSetAndTheCodeReturned() {
        var id = added();

        var set =
                wire().post(
                                phoneOf(id),
                                admin(),
                                "{\"phone\":\"079 123 45 67\",\"returnCode\":{}}");

        var details = json(set).getJsonObject("details");
        assertThat(details.getString("sequence")).isEqualTo("4");
        assertThat(details.getString("resourceOwner")).isEqualTo(ORGANISATION);
        assertThat(Instant.parse(details.getString("changeDate"))).isBefore(Instant.now());
        assertThat(json(set).getString("verificationCode")).matches("[A-Z0-9]{6}");
        var human =
                json(wire().get("/v2/users/" + id, admin()))
                        .getJsonObject("user")
                        .getJsonObject("human");
        assertThat(human.getJsonObject("phone")).hasToString("{\"phone\":\"+41791234567\"}");
    }

    private String codeOf(String id, String number) {
        var set =
                wire().post(
                                phoneOf(id),
                                admin(),
                                "{\"phone\":\"%s\",\"returnCode\":{}}".formatted(number));
        return json(set).getString("verificationCode");
    }

    private static String entered(String code) {
        return "{\"verificationCode\":\"" + code + "\"}";
    }

    @Test
    default void theCodeProvesTheNumberWhoeverEntersIt() {
        var id = added();
        var code = codeOf(id, "+41791234567");
        var stranger = issuer().token("stranger", "");

        assertRefused(
                wire().post(phoneOf(id) + "/verify", stranger, entered("wrong")),
                400,
                "COMMAND-eis9R");
        var verified = wire().post(phoneOf(id) + "/verify", stranger, entered(code));

        assertThat(json(verified).getJsonObject("details").getString("sequence")).isEqualTo("6");
        assertThat(wire().get("/v2/users/" + id, admin()).body()).contains("\"isVerified\":true");
    }

    @Test
    default void ofManyParallelWrongTriesFiveAreComparedAndTheOthersToldToWait() {
        var id = added();
        var code = codeOf(id, "+41791234567");

        var tries =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        wire().postLater(
                                                        phoneOf(id) + "/verify",
                                                        admin(),
                                                        entered("wrong")))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(tries.stream().filter(answer -> answer.statusCode() == 400)).hasSize(5);
        assertThat(tries.stream().filter(answer -> answer.statusCode() == 429)).hasSize(45);
        var right = wire().post(phoneOf(id) + "/verify", admin(), entered(code));
        assertRefused(right, 429, "USERPHONE-tR1es");
        assertThat(right.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 600L);
    }

    @Test
    default void ofManyParallelRightTriesOneSucceeds() {
        var id = added();
        var code = codeOf(id, "+41791234567");

        var successes =
                IntStream.range(0, 30)
                        .mapToObj(
                                i ->
                                        wire().postLater(
                                                        phoneOf(id) + "/verify",
                                                        admin(),
                                                        entered(code)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() == 200);

        assertThat(successes).hasSize(1);
    }

    @Test
    default void aResendHasToWaitAndSaysHowLong() {
        var id = added();
        codeOf(id, "+41791234567");

        var resend = wire().post(phoneOf(id) + "/resend", admin(), "");

        assertRefused(resend, 429, "USERPHONE-wA1ts");
        assertThat(resend.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    default void aRemovedNumberIsGoneAndMayBeSetAgain() {
        var id = added();
        codeOf(id, "+41791234567");
        var self = issuer().token(id, ORGANISATION);

        var removed =
                wire().send(
                                wire().request(phoneOf(id), self)
                                        .method("DELETE", BodyPublishers.ofString("{}")));

        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(200);
        assertThat(wire().get("/v2/users/" + id, self).body()).contains("\"phone\":{}");
        assertRefused(
                wire().send(wire().request(phoneOf(id), self).DELETE()), 400, "COMMAND-ieJ2e");
        assertRefused(wire().post(phoneOf(id) + "/resend", self, "{}"), 400, "PHONE-5xrra88eq8");
        codeOf(id, "+41791234567");
    }

    @Test
    default void aDeletedUserIsGoneAndItsHistoryCanBeCountedButNotRead() {
        var id = added();
        codeOf(id, "+41791234567");
        var search = "{\"aggregateId\":\"%s\",\"asc\":true}".formatted(id);
        var before = wire().post("/admin/v1/events/_search", admin(), search);
        assertThat(before.body()).contains("\"phone\":\"+41791234567\"").doesNotContain("Hash");

        var deleted = wire().send(wire().request("/v2/users/" + id, admin()).DELETE());

        assertThat(json(deleted).getJsonObject("details").getString("sequence")).isEqualTo("5");
        assertRefused(wire().get("/v2/users/" + id, admin()), 404, "QUERY-Dfbg2");
        assertRefused(wire().post(phoneOf(id), admin(), SEND), 404, "COMMAND-ieJ2e");
        var after = json(wire().post("/admin/v1/events/_search", admin(), search));
        assertThat(after.getJsonArray("events")).hasSize(5);
        assertThat(after.toString())
                .contains("user.human.phone.changed", "user.removed")
                .doesNotContain("791234567", "@example.com");
    }

    @Test
    default void usersAreFoundByTheirNumberByWhoMayReadThemAndByThemselves() {
        var id = added();
        var number = "+4179" + id.replaceAll("[^0-9]", "").concat("0000000").substring(0, 7);
        codeOf(id, number);
        var search = "{\"queries\":[{\"phoneQuery\":{\"number\":\"%s\"}}]}".formatted(number);

        for (var token : List.of(admin(), issuer().token(id, ORGANISATION))) {
            var found = json(wire().post("/v2/users", token, search));
            assertThat(found.getJsonObject("details").getString("totalResult")).isEqualTo("1");
            assertThat(found.getJsonArray("result").getJsonObject(0).getString("userId"))
                    .isEqualTo(id);
        }
        assertThat(
                        wire().post("/v2/users", issuer().token("stranger", ORGANISATION), search)
                                .body())
                .doesNotContain(number, id);
    }

    @Test
    default void everyCallThatIsDocumentedIsRefusedToNobody() {
        var paths = json(wire().get("/openapi?format=json", null)).getJsonObject("paths");

        assertThat(paths.size()).isGreaterThan(10);
        for (var path : paths.entrySet()) {
            for (var verb : path.getValue().asJsonObject().keySet()) {
                var request =
                        wire().request(path.getKey().replaceAll("\\{\\w+\\}", "minnie"), null)
                                .method(verb.toUpperCase(), BodyPublishers.ofString("{}"));
                var answer = wire().send(request);

                assertThat(answer.statusCode()).as(path.getKey() + answer.body()).isEqualTo(401);
                assertThat(answer.body()).contains("auth header missing");
            }
        }
    }

    /**
     * As the specification has it: who has a token can tell an unknown user from a forbidden one,
     * but learns nothing else of it, and the same on every call but the reading of histories.
     */
    @Test
    default void aStrangerTellsUnknownUsersFromForbiddenOnesAndNothingElse() {
        var known = added();
        var stranger = issuer().token("stranger", ORGANISATION);

        for (var verb : List.of("/phone", "/phone/resend", "/lock", "/unlock", "/deactivate")) {
            var onUnknown = wire().post("/v2/users/unknown" + verb, stranger, SEND);
            var onKnown = wire().post("/v2/users/" + known + verb, stranger, SEND);

            assertThat(onUnknown.statusCode()).isEqualTo(404);
            assertThat(onKnown.statusCode()).isIn(403, 400);
            assertThat(onKnown.body()).doesNotContain(known, "example.com");
        }
        for (var id : List.of(known, "unknown")) {
            var events =
                    wire().post(
                                    "/admin/v1/events/_search",
                                    stranger,
                                    "{\"aggregateId\":\"%s\"}".formatted(id));
            assertRefused(events, 403, "AUTH-5mWD2");
        }
    }

    @Test
    default void usersSetTheirOwnNumberButNeverGetItsCodeNorVouchForIt() {
        var id = added();
        var self = issuer().token(id, ORGANISATION);

        assertRefused(
                wire().post(phoneOf(id), self, "{\"phone\":\"+41791234567\",\"returnCode\":{}}"),
                403,
                "AUTH-AWfge");
        assertRefused(
                wire().post(phoneOf(id), self, "{\"phone\":\"+41791234567\",\"isVerified\":true}"),
                403,
                "AUTH-AWfge");
        var sent = wire().post(phoneOf(id), self, "{\"phone\":\"+41791234567\"}");

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).doesNotContain("verificationCode");
        assertThat(wire().get("/v2/users/" + id, self).statusCode()).isEqualTo(200);
    }

    @Test
    default void aRoleOfAnOrganisationCountsInThatOrganisationOnly() {
        var id = added();
        var body = "{\"phone\":\"+41791234567\",\"returnCode\":{}}";

        assertRefused(
                wire().post(phoneOf(id), issuer().token("other", "other", "ORG_OWNER"), body),
                403,
                "AUTH-AWfge");
        assertRefused(
                wire().post(phoneOf(id), issuer().token("nobody", ORGANISATION), body),
                403,
                "AUTH-AWfge");
        assertThat(
                        wire().post(
                                        phoneOf(id),
                                        issuer().token("own", ORGANISATION, "ORG_OWNER"),
                                        body)
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    default void anOrganisationThatATokenNamesIsKnownFromThenOn() {
        var organisation = UUID.randomUUID().toString();
        var user = Issuer.newUser(UUID.randomUUID().toString()).replace(ORGANISATION, organisation);
        assertRefused(wire().post("/v2/users/new", admin(), user), 400, "COMMAND-QXPGs");

        wire().get("/v2/users/nobody", issuer().token("member", organisation));

        assertThat(wire().post("/v2/users/new", admin(), user).statusCode()).isEqualTo(200);
    }

    @Test
    default void anUnknownUserIsNotFoundEvenByAStranger() {
        var stranger = issuer().token("stranger", "");

        assertAnswer(
                wire().post("/v2/users/unknown/phone", stranger, "{\"phone\":\"nonsense\"}"),
                404,
                "{\"code\":5,\"message\":\"Phone not found (COMMAND-ieJ2e)\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/zitadel.v1.ErrorDetail\",\"id\":\"COMMAND-ieJ2e\","
                        + "\"message\":\"Phone not found\"}]}");
        assertRefused(wire().get("/v2/users/unknown", stranger), 404, "QUERY-Dfbg2");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 200", "GZIP, 200", "x-gzip, 200", "br, 415", "deflate, 415"})
    default void aBodyOfGzipIsReadAndAnotherCompressionIsRefused(String encoding, int status)
            throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"phone\":\"079 123 45 67\",\"returnCode\":{}}".getBytes(UTF_8));
        }

        var answer =
                wire().send(
                                wire().request(phoneOf(added()), admin())
                                        .header("Content-Encoding", encoding)
                                        .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 415) {
            assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip, identity");
        }
    }

    @Test
    default void withoutATokenTheAnswerIsAChallenge() {
        var answer = wire().post("/v2/users/any/phone", null, "{\"phone\":\"+41791234567\"}");

        assertAnswer(answer, 401, "{\"code\":16,\"message\":\"auth header missing\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"userphone\"");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/users/new",
        "POST, /v2/users/human",
        "GET, /v2/users/1",
        "POST, /v2/users/1/email/verify",
        "POST, /v2/users/1/phone",
        "DELETE, /v2/users/1/phone",
        "POST, /v2/users/1/phone/resend",
        "POST, /v2/users/1/phone/verify"
    })
    default void noCallIsAnsweredWithoutAToken(String method, String path) {
        assertAnswer(
                wire().send(wire().request(path, null).method(method, BodyPublishers.noBody())),
                401,
                "{\"code\":16,\"message\":\"auth header missing\"}");
    }

    @Test
    default void anotherSchemeThanBearerIsRefused() {
        var answer =
                wire().send(
                                wire().request("/v2/users/any", null)
                                        .header("Authorization", "Basic YTpi"));

        assertRefused(answer, 401, "AUTH-toLo1");
    }

    @Test
    default void forgedTokensAreRefused() {
        var now = Instant.now();
        var good =
                new JWTClaimsSet.Builder()
                        .issuer(Issuer.NAME)
                        .subject("administrator")
                        .audience("userphone")
                        .claim("groups", "IAM_OWNER")
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .build();
        var header = new JWSHeader(JWSAlgorithm.ES256);
        var token = issuer().sign(header, good);
        var parts = token.split("\\.");

        assertThat(wire().get("/v2/users/any", token).statusCode()).isEqualTo(404);
        assertTokenRefused("garbage");
        assertTokenRefused(new Issuer().token());
        assertTokenRefused(base64("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        assertTokenRefused(
                parts[0]
                        + "."
                        + base64(good.toString().replace("IAM_OWNER", "ORG_OWNER"))
                        + "."
                        + parts[2]);
        assertTokenRefused(
                issuer().sign(
                                header,
                                change(good)
                                        .expirationTime(Date.from(now.minusSeconds(120)))
                                        .build()));
        assertTokenRefused(
                issuer().sign(
                                header,
                                change(good)
                                        .notBeforeTime(Date.from(now.plusSeconds(120)))
                                        .build()));
        assertTokenRefused(
                issuer().sign(header, change(good).issuer("https://evil.example").build()));
        assertTokenRefused(issuer().sign(header, change(good).audience("other").build()));
        assertTokenRefused(
                issuer().sign(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .type(new JOSEObjectType("ID"))
                                        .build(),
                                good));
        assertTokenRefused(issuer().hmacWithThePublicKey(good));
    }

    private static JWTClaimsSet.Builder change(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertTokenRefused(String token) {
        var answer = wire().get("/v2/users/any", token);
        assertRefused(answer, 401, "AUTH-7fs1e");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge ->
                                assertThat(challenge)
                                        .startsWith(
                                                "Bearer realm=\"userphone\","
                                                        + " error=\"invalid_token\","
                                                        + " error_description=\"The token is"
                                                        + " refused: "));
        var channel = program().channel();
        try {
            for (var form : WireForm.ALL) {
                assertThat(
                                form.call(
                                        new WireForm.Program(program().base(), channel),
                                        "GetUserByID",
                                        "{\"userId\":\"any\"}",
                                        Map.of("authorization", "Bearer " + token)))
                        .as(form.toString())
                        .hasValueSatisfying(
                                refusal ->
                                        assertThat(refusal.toString())
                                                .contains("code: 16", "AUTH-7fs1e"));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    default void aNumberInAPathIsNotLogged() {
        wire().get("/v2/users/0791234567", admin());
        wire().get("/v2/users/0041791234567", admin());

        program().awaitOutput("GET /v2/users/+… status=404");
    }

    @Test
    default void malformedJsonIsRefusedBeforeTheTokenIsLookedAt() {
        assertAnswer(
                wire().post("/v2/users/any/phone", null, "{"),
                400,
                "{\"code\":3,\"message\":\"invalid JSON: body is not JSON\"}");
    }

    @Test
    default void theRulesOfTheContractAreCheckedAfterTheTokenAndBeforeTheUser() {
        assertAnswer(
                wire().post("/v2/users/unknown/phone", admin(), ""),
                400,
                "{\"code\":3,\"message\":\"invalid SetPhoneRequest.Phone: value length must be between 1 and 200"
                        + " runes, inclusive\"}");
    }

    @Test
    default void aPersonWhoComesByIsToldWhatThisIsAndWhereTheApiIs() {
        ClosedConsole.assertServed(wire());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/users/1/phone/nothing, 404, 5, Not Found",
        "GET, /nothing, 404, 5, Not Found",
        "GET, /dev/token, 404, 5, Not Found",
        "GET, /dev/welcome, 404, 5, Not Found",
        "GET, /inbox, 404, 5, Not Found",
        "GET, /inbox.json, 404, 5, Not Found",
        "PUT, /v2/users/1/phone, 405, 12, Method Not Allowed",
        "POST, /v2/users/1, 405, 12, Method Not Allowed"
    })
    default void whatIsNoCallIsAnsweredInTheSameShape(
            String method, String path, int status, int code, String message) {
        assertAnswer(
                wire().send(wire().request(path, null).method(method, BodyPublishers.noBody())),
                status,
                "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "garbage",
                "application/grpc"
            })
    default void aBodyIsJsonWhateverItIsCalled(String type) {
        var id = added();

        var set =
                wire().send(
                                wire().request(phoneOf(id), admin())
                                        .header("Content-Type", type)
                                        .header("Accept", "text/html")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "{\"phone\":\"+41791234567\",\"userId\":\"other\"}")));

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    default void aBodyBeyondItsLimitIsRefusedAlsoIfItComesInChunks() {
        var long_ = "{\"phone\":\"" + " ".repeat(64 * 1024) + "\"}";
        var chunked =
                BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(long_.getBytes(StandardCharsets.UTF_8)));

        assertThat(wire().post("/v2/users/any/phone", admin(), long_).body())
                .contains("longer than 65536 bytes");
        assertThat(wire().send(wire().request("/v2/users/any/phone", admin()).POST(chunked)).body())
                .contains("longer than 65536 bytes");
    }

    @Test
    default void aHundredParallelSetsOfOneUserAllSucceedOneAfterTheOther() {
        var id = added();

        var sets =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        wire().postLater(
                                                        phoneOf(id),
                                                        admin(),
                                                        "{\"phone\":\"+417912345%02d\",\"sendCode\":{}}"
                                                                .formatted(i)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(sets)
                .allSatisfy(set -> assertThat(set.statusCode()).as(set.body()).isEqualTo(200));
        assertThat(
                        sets.stream()
                                .map(
                                        set ->
                                                Long.valueOf(
                                                        json(set)
                                                                .getJsonObject("details")
                                                                .getString("sequence"))))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 100).map(i -> 2 + 2 * i).boxed().toList());
        assertThat(wire().get("/v2/users/" + id, admin()).body()).containsOnlyOnce("+417912345");
    }

    private HttpRequest.Builder keyed(String key, String path, String token, String body) {
        return wire().request(path, token)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    default void fiftyEqualSetsAtOnceUnderOneKeyHaveOneEffectAndOneAnswer() {
        var id = added();
        var set =
                keyed(
                        UUID.randomUUID().toString(),
                        phoneOf(id),
                        admin(),
                        "{\"phone\":\"+41791234567\",\"returnCode\":{}}");

        var answers = fiftyAtOnce(set);

        assertThat(answers)
                .allSatisfy(answer -> assertAnswer(answer, 200, answers.iterator().next().body()));
        assertThat(json(answers.get(0)).getJsonObject("details").getString("sequence"))
                .isEqualTo("4");
        var code = json(answers.get(0)).getString("verificationCode");
        var verified = wire().post(phoneOf(id) + "/verify", admin(), entered(code));
        assertThat(json(verified).getJsonObject("details").getString("sequence")).isEqualTo("5");
    }

    @Test
    default void fiftyEqualCreationsAtOnceUnderOneKeyAddOneUser() {
        var name = UUID.randomUUID().toString();
        var nameless = Issuer.newUser(name).replace("\"userId\": \"" + name + "\", ", "");

        var answers = fiftyAtOnce(keyed(name, "/v2/users/new", admin(), nameless));

        assertThat(answers)
                .allSatisfy(answer -> assertAnswer(answer, 200, answers.iterator().next().body()));
        assertRefused(wire().post("/v2/users/new", admin(), nameless), 409, "V3-DKcYh");
    }

    private List<HttpResponse<String>> fiftyAtOnce(HttpRequest.Builder request) {
        return Stream.generate(() -> wire().sendLater(request)).limit(50).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    @Test
    default void anotherBodyUnderAKeyIsRefusedAndAnotherCallerHasKeysOfTheirOwn() {
        var id = added();
        var key = UUID.randomUUID().toString();
        var other = issuer().token("other-" + id, "", "IAM_OWNER");
        var body = "{\"phone\":\"+41791234567\",\"returnCode\":{}}";
        var first = wire().send(keyed(key, phoneOf(id), admin(), body));

        assertRefused(
                wire().send(keyed(key, phoneOf(id), admin(), body.replace("567", "568"))),
                400,
                "USERPHONE-oN1ce");
        assertRefused(wire().send(keyed(key, phoneOf(id), other, body)), 400, "COMMAND-Uch5e");
        assertAnswer(
                wire().send(keyed('"' + key + '"', phoneOf(id), admin(), body)), 200, first.body());
    }

    @Test
    default void aRefusedCallMayBeRepeatedUnderItsKeyOnceItsCauseIsGone() {
        var id = UUID.randomUUID().toString();
        var set = keyed(id, phoneOf(id), admin(), "{\"phone\":\"+41791234567\"}");
        assertRefused(wire().send(set), 404, "COMMAND-ieJ2e");
        wire().post("/v2/users/new", admin(), Issuer.newUser(id));

        var answer = wire().send(set);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertAnswer(wire().send(set), 200, answer.body());
    }

    @Test
    default void everyOtherCallThatAddsOrChangesAUserIsAnsweredOnce() {
        var id = added();
        var phone = "{\"phone\":\"+41791234568\",\"returnCode\":{}}";
        var patch = "{\"human\":{\"phone\":" + phone + "}}";
        var put = "{\"phone\":" + phone.replace("568", "569") + "}";
        var human =
                """
                {"organization": {"orgId": "%s"},
                  "profile": {"givenName": "Alice", "familyName": "Example"},
                  "email": {"email": "%s@example.org", "returnCode": {}}}
                """
                        .formatted(ORGANISATION, id);

        assertSameAnswer("PATCH", "/v2/users/" + id, patch);
        assertSameAnswer("PUT", "/v2/users/human/" + id, put);
        assertSameAnswer("POST", "/v2/users/human", human);
    }

    private void assertSameAnswer(String method, String path, String body) {
        var key = UUID.randomUUID().toString();
        var request = keyed(key, path, admin(), "").method(method, BodyPublishers.ofString(body));
        var first = wire().send(request);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertAnswer(wire().send(request), 200, first.body());
    }

    @Test
    default void aKeyThatIsNoneIsRefusedAfterTheToken() {
        var path = "/v2/users/unknown/phone";
        var body = "{\"phone\":\"+41791234567\"}";
        var malformed =
                "{\"code\":3,\"message\":\"invalid Idempotency-Key: value must be between 1 and 255"
                        + " printable ASCII characters, bare or in quotes\"}";

        assertAnswer(wire().send(keyed("", path, admin(), body)), 400, malformed);
        assertAnswer(wire().send(keyed("a, b", path, admin(), body)), 400, malformed);
        assertAnswer(
                wire().send(keyed("a", path, admin(), body).header("Idempotency-Key", "b")),
                400,
                "{\"code\":3,\"message\":\"invalid Idempotency-Key: value must be given once\"}");
        assertRefused(wire().send(keyed("a, b", path, "garbage", body)), 401, "AUTH-7fs1e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/started",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/openapi-ui/"
            })
    default void whatAnOperatorAsksForIsThere(String path) {
        assertThat(wire().get(path, null).statusCode()).isEqualTo(200);
    }

    @Test
    default void theOpenApiDocumentIsServedInBothForms() {
        Observability.assertOpenApiIsServed(wire());
    }

    @Test
    default void metricsAreServedInBothFormats() {
        Observability.assertMetricsAreServed(wire(), admin());
    }

    @Test
    default void everyPathOfHealthHasItsChecks() {
        Observability.assertHealthIsServed(wire());
    }
}
