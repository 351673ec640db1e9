package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Entra ID and Okta document that they send over SCIM, to the packaged program. */
class ScimIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

    private static final JsonValue ONE = Json.createValue(1);

    private static Program program;
    private static int organisations;

    private String token;
    private Wire wire;

    @BeforeAll
    static void start(@TempDir Path folder) {
        program = Program.start(folder, Unlimited.and(new HashMap<>(ISSUER.settings())));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** Each test has an organisation of its own; user names are unique in the installation. */
    @BeforeEach
    void organisation() {
        token = ISSUER.token("idp", "scim" + ++organisations, "ORG_USER_MANAGER");
        wire = new Wire(program.base());
    }

    /** From "Develop a SCIM endpoint": test connection, create, update, disable, delete. */
    @Test
    void entraBringsAUserThroughItsLife() {
        var nobody = found("userName eq \"non-existent user\"");
        assertThat(nobody.getInt("totalResults")).isZero();
        assertThat(nobody.getJsonArray("Resources")).isEmpty();

        var created =
                send(
                        "POST",
                        "/Users",
                        """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
                         "externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
                         "userName":"Test_User_ab6490ee","active":true,
                         "emails":[{"primary":true,"type":"work","value":"Test_User@testuser.com"}],
                         "meta":{"resourceType":"User"},
                         "name":{"formatted":"givenName familyName","familyName":"familyName",
                          "givenName":"givenName"},
                         "roles":[]}
                        """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        var user = Wire.json(created);
        var place = "/Users/" + user.getString("id");
        assertThat(created.headers().firstValue("Location"))
                .hasValue(program.base() + "/scim/v2" + place);
        assertThat(user.getJsonObject("meta").getString("location")).endsWith(place);
        assertThat(found("externalId eq \"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef\""))
                .isEqualTo(found("userName eq \"TEST_user_ab6490ee\""))
                .containsEntry("totalResults", ONE);
        assertThat(found("emails[type eq \"work\"].value eq \"test_user@testuser.com\""))
                .containsEntry("totalResults", ONE);

        patch(
                place,
                "{\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\","
                        + "\"value\":\"updatedEmail@microsoft.com\"},"
                        + "{\"op\":\"Replace\",\"path\":\"name.familyName\","
                        + "\"value\":\"updatedFamilyName\"}");
        var updated =
                patch(
                        place,
                        "{\"op\":\"Add\",\"path\":\"phoneNumbers[type eq \\\"mobile\\\"].value\","
                                + "\"value\":\"+41 79 123 45 67\"}");
        assertThat(updated.getJsonObject("name").getString("familyName"))
                .isEqualTo("updatedFamilyName");
        assertThat(updated.getString("displayName")).isEqualTo("givenName updatedFamilyName");
        assertThat(number(updated)).isEqualTo("+41791234567");
        assertThat(found("phoneNumbers[type eq \"mobile\" and value eq \"+41 79 123 45 67\"]"))
                .containsEntry("totalResults", ONE);

        assertThat(patch(place, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}"))
                .containsEntry("active", JsonValue.FALSE);
        assertThat(found("active eq false").getInt("totalResults")).isOne();
        assertThat(wire.get("/v2/users/" + user.getString("id"), token).body())
                .contains("USER_STATE_INACTIVE");
        assertThat(patch(place, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":true}"))
                .containsEntry("active", JsonValue.TRUE);

        var deleted = send("DELETE", place, "");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertError(send("GET", place, ""), 404, null);
    }

    /** From Okta's reference of SCIM 2.0. */
    @Test
    void oktaBringsAUserThroughItsLife() {
        var created =
                send(
                        "POST",
                        "/Users",
                        """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                         "userName":"test.user@okta.local",
                         "name":{"givenName":"Test","familyName":"User"},
                         "emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],
                         "phoneNumbers":[{"primary":true,"value":"+41791234567","type":"mobile"}],
                         "displayName":"Test User","locale":"en-US",
                         "externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq",
                         "active":true}
                        """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).doesNotContain("1mz050nq", "password");
        var user = Wire.json(created);
        var place = "/Users/" + user.getString("id");
        assertThat(user.getString("preferredLanguage")).isEqualTo("en-US");

        var replaced =
                Wire.json(
                        send(
                                "PUT",
                                place,
                                """
                                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                                 "id":"%s","userName":"test.user@okta.local",
                                 "name":{"givenName":"Another","middleName":"Excited",
                                  "familyName":"User"},
                                 "emails":[{"primary":true,"value":"test.user@okta.local",
                                  "type":"work","display":"test.user@okta.local"}],
                                 "active":true,"groups":[],"meta":{"resourceType":"User"}}
                                """
                                        .formatted(user.getString("id"))));
        assertThat(replaced.getJsonObject("name").getString("givenName")).isEqualTo("Another");
        assertThat(number(replaced)).isEqualTo("+41791234567");
        assertThat(replaced.getString("externalId")).isEqualTo("00ujl29u0le5T6Aj10h7");

        assertThat(patch(place, "{\"op\":\"replace\",\"value\":{\"active\":false}}"))
                .containsEntry("active", JsonValue.FALSE);
        assertThat(
                        Wire.json(
                                        send(
                                                "GET",
                                                "/Users?startIndex=1&count=100&filter="
                                                        + encoded(
                                                                "userName eq"
                                                                        + " \"test.user@okta.local\""),
                                                ""))
                                .getInt("totalResults"))
                .isOne();
    }

    /** No SMS is sent: the number waits until its user asks for the first code. */
    @Test
    void aNumberThatIsPushedIsNotVerifiedAndItsUserProvesIt() {
        var id = add("prover", ",\"phoneNumbers\":[{\"value\":\"+41791234567\"}]").getString("id");
        assertThat(wire.get("/v2/users/" + id, token).body())
                .contains("\"phone\":{\"phone\":\"+41791234567\"}");

        var resent = wire.post("/v2/users/" + id + "/phone/resend", token, "{\"returnCode\":{}}");
        var code = Wire.json(resent).getString("verificationCode");
        var verified =
                wire.post(
                        "/v2/users/" + id + "/phone/verify",
                        token,
                        "{\"verificationCode\":\"" + code + "\"}");

        assertThat(verified.statusCode()).isEqualTo(200);
    }

    @Test
    void usersComeInPages() {
        IntStream.range(0, 5).forEach(i -> add("paged" + i, ""));

        var first = Wire.json(send("GET", "/Users?count=2", ""));
        var last = Wire.json(send("GET", "/Users?startIndex=5&count=2", ""));

        assertThat(first.getInt("totalResults")).isEqualTo(5);
        assertThat(first.getInt("itemsPerPage")).isEqualTo(2);
        assertThat(first.getInt("startIndex")).isEqualTo(1);
        assertThat(last.getJsonArray("Resources")).hasSize(1);
        assertThat(last.getInt("startIndex")).isEqualTo(5);
        var none = Wire.json(send("GET", "/Users?count=0", ""));
        assertThat(none.getInt("totalResults")).isEqualTo(5);
        assertThat(none.getJsonArray("Resources")).isEmpty();
        var ids = Wire.json(send("GET", "/Users?attributes=userName&count=1", ""));
        assertThat(ids.getJsonArray("Resources").getJsonObject(0).keySet())
                .containsExactlyInAnyOrder("id", "schemas", "userName");
        var less = Wire.json(send("GET", "/Users?excludedAttributes=meta,emails&count=1", ""));
        assertThat(less.getJsonArray("Resources").getJsonObject(0).keySet())
                .contains("userName", "name")
                .doesNotContain("meta", "emails");
    }

    @Test
    void refusalsHaveTheShapeOfTheStandard() {
        add("taken", ",\"externalId\":\"x-1\"");
        var other = "/Users/" + add("other", "").getString("id");

        assertError(send("POST", "/Users", body("TAKEN", "")), 409, "uniqueness");
        assertError(
                send("POST", "/Users", body("third", ",\"externalId\":\"x-1\"")),
                409,
                "uniqueness");
        assertError(send("PUT", other, "{\"externalId\":\"x-1\"}"), 409, "uniqueness");
        assertError(send("POST", "/Users", "{\"userName\":\"nameless\"}"), 400, "invalidValue");
        assertError(send("POST", "/Users", "no"), 400, "invalidSyntax");
        assertError(
                send("POST", "/Users", body("far", ",\"phoneNumbers\":[{\"value\":\"+41 1\"}]")),
                400,
                "invalidValue");
        assertError(
                send("GET", "/Users?filter=" + encoded("title eq \"x\""), ""),
                400,
                "invalidFilter");
        assertError(send("GET", "/Users?filter=" + encoded("userName"), ""), 400, "invalidFilter");
        assertError(send("GET", "/Users?count=many", ""), 400, "invalidValue");
        assertError(send("GET", "/Users/nobody", ""), 404, null);
        assertError(send("GET", "/Groups", ""), 404, null);
        assertError(send("POST", "/ResourceTypes", "{}"), 405, null);
        token = "no.token";
        var unknown = send("GET", "/Users", "");
        assertError(unknown, 401, null);
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
        token = ISSUER.token("somebody", "scim" + organisations);
        assertError(send("GET", "/Users", ""), 403, null);
        assertError(send("GET", other, ""), 403, null);
        assertError(send("PATCH", other, operations("")), 403, null);
        assertError(send("DELETE", other, ""), 403, null);
        assertError(send("POST", "/Users", body("fourth", "")), 403, null);
    }

    @Test
    void theUsersOfOneOrganisationAreNotShownToAnother() {
        var id = add("mine", ",\"externalId\":\"x-1\"").getString("id");

        token = ISSUER.token("idp", "elsewhere", "ORG_USER_MANAGER");

        assertThat(found("userName eq \"mine\"").getInt("totalResults")).isZero();
        assertError(send("GET", "/Users/" + id, ""), 403, null);
        assertThat(add("theirs", ",\"externalId\":\"x-1\"").getString("externalId"))
                .isEqualTo("x-1");
    }

    /** Each names one attribute only, and none undoes what another has done. */
    @Test
    void whatIsChangedAtTheSameTimeStays() {
        var place = "/Users/" + add("busy", "").getString("id");

        var calls =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        wire.sendLater(
                                                wire.request("/scim/v2" + place, token)
                                                        .method(
                                                                "PATCH",
                                                                BodyPublishers.ofString(
                                                                        operations(
                                                                                i % 2 == 0
                                                                                        ? "{\"op\":\"replace\",\"value\":{\"nickName\":\"N\"}}"
                                                                                        : "{\"op\":\"replace\",\"value\":{\"externalId\":\"E\"}}")))))
                        .toList();

        assertThat(calls).allMatch(call -> call.join().statusCode() == 200);
        var user = Wire.json(send("GET", place, ""));
        assertThat(user.getString("nickName")).isEqualTo("N");
        assertThat(user.getString("externalId")).isEqualTo("E");
    }

    @Test
    void whatIsServedCanBeDiscovered() {
        var config = Wire.json(send("GET", "/ServiceProviderConfig", ""));
        assertThat(config.getJsonObject("patch").getBoolean("supported")).isTrue();
        assertThat(config.getJsonObject("bulk").getBoolean("supported")).isFalse();
        var schemas = Wire.json(send("GET", "/Schemas", ""));
        assertThat(schemas.getJsonArray("Resources").getJsonObject(0).getString("id"))
                .isEqualTo(CORE);
        assertThat(Wire.json(send("GET", "/Schemas/" + CORE, "")).getString("name"))
                .isEqualTo("User");
        assertThat(Wire.json(send("GET", "/ResourceTypes/User", "")).getString("endpoint"))
                .isEqualTo("/Users");
        assertThat(Wire.json(send("GET", "/ResourceTypes", "")).getInt("totalResults")).isOne();
        assertError(send("GET", "/Schemas/other", ""), 404, null);
    }

    private static void assertError(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        var error = Wire.json(answer);
        assertThat(error.getJsonArray("schemas").getString(0))
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(error.getString("status")).isEqualTo(Integer.toString(status));
        assertThat(error.getString("detail")).isNotEmpty();
        assertThat(error.getString("scimType", null)).isEqualTo(type);
    }

    private JsonObject add(String name, String more) {
        var answer = send("POST", "/Users", body(name, more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Wire.json(answer);
    }

    private static String body(String name, String more) {
        return """
               {"schemas":["%s"],"userName":"%s","name":{"givenName":"G","familyName":"F"},
                "emails":[{"value":"%2$s@example.com"}]%s}
               """
                .formatted(CORE, name, more);
    }

    private JsonObject found(String filter) {
        return Wire.json(send("GET", "/Users?filter=" + encoded(filter), ""));
    }

    private JsonObject patch(String place, String operation) {
        var answer = send("PATCH", place, operations(operation));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static String operations(String operations) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                + operations
                + "]}";
    }

    private static String number(JsonObject user) {
        return user.getJsonArray("phoneNumbers").getJsonObject(0).getString("value");
    }

    private HttpResponse<String> send(String verb, String path, String body) {
        return wire.send(
                wire.request("/scim/v2" + path, token)
                        .header("Content-Type", "application/scim+json")
                        .method(verb, BodyPublishers.ofString(body)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
