package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People become users at their first call, on two nodes that share a database. */
class ProvisioningIT {

    private static final Issuer ISSUER = new Issuer();
    private static final int TOGETHER = 8;

    private static EmbeddedPostgres postgres;
    private static Program one;
    private static Program other;

    @BeforeAll
    static void start(@TempDir Path first, @TempDir Path second) throws Exception {
        postgres = EmbeddedPostgres.start();
        var settings = new HashMap<>(ISSUER.settings());
        settings.putAll(Postgres.settings(postgres));
        settings.put("USERPHONE_ISSUER_DEFAULT_PROVISION", "true");
        settings.put("USERPHONE_ISSUER_DEFAULT_PROVISION_UPDATE", "true");
        settings.put(
                "USERPHONE_ISSUER_DEFAULT_PROVISION_PHONE_VERIFIED_CLAIM", "phone_number_verified");
        settings.put("USERPHONE_SCIM_VERIFIED", "true");
        one = start(first, "one", settings);
        other = start(second, "other", settings);
    }

    private static Program start(Path folder, String name, Map<String, String> settings) {
        var ofNode = new HashMap<>(settings);
        ofNode.put("USERPHONE_NODE", name);
        var node = Program.start(folder, ofNode);
        node.base(); // when it listens, it has reported itself
        return node;
    }

    @AfterAll
    static void stop() throws Exception {
        other.close();
        one.close();
        postgres.close();
    }

    @Test
    void theFirstCallOfAPersonFindsTheOwnUser() {
        var answer = new Wire(one.base()).get("/v2/users/anna", token("anna", "anna.k", Map.of()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"username\":\"anna.k\"", "\"phone\":\"+41791234567\"")
                .contains("\"isVerified\":true");
        assertThat(editors("anna")).containsOnly("PROVISIONING");
    }

    @Test
    void aLaterTokenKeepsTheUserAsTheProviderSays() {
        new Wire(one.base()).get("/v2/users/nina", token("nina", "nina", Map.of()));

        var later = token("nina", "nina", Map.of("family_name", "Zarechnaya"));

        assertThat(new Wire(other.base()).get("/v2/users/nina", later).body())
                .contains("\"familyName\":\"Zarechnaya\"");
    }

    /** Each with a token of its own, so that no node knows that another call is at it already. */
    @Test
    void ofManyFirstCallsOnTwoNodesOneMakesTheUserAndNoneFails() throws Exception {
        var threads = Executors.newFixedThreadPool(TOGETHER);
        try {
            for (int round = 0; round < 10; round++) {
                var person = "person" + round;
                var calls =
                        IntStream.range(0, TOGETHER)
                                .mapToObj(i -> token(person, person, Map.of("jti", "" + i)))
                                .map(token -> threads.submit(() -> status(token, person)))
                                .toList();
                for (var call : calls) {
                    assertThat(call.get()).isEqualTo(200);
                }
                assertThat(types(person)).containsOnlyOnce("user.human.added");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofManyPeopleWhoWantOneNameOneGetsItAndAllBecomeUsers() throws Exception {
        var threads = Executors.newFixedThreadPool(TOGETHER);
        try {
            var calls =
                    IntStream.range(0, TOGETHER)
                            .mapToObj(i -> "twin" + i)
                            .map(
                                    id ->
                                            threads.submit(
                                                    () -> status(token(id, "twin", Map.of()), id)))
                            .toList();
            for (var call : calls) {
                assertThat(call.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        var found =
                new Wire(one.base())
                        .post(
                                "/v2/users",
                                ISSUER.token(),
                                "{\"queries\":[{\"userNameQuery\":{\"userName\":\"twin\"}}]}");
        assertThat(found.body()).contains("\"totalResult\":\"1\"");
    }

    @Test
    void aCallGoesOnWithoutAUserWhereThePersonCannotBecomeOneAndTheLogTellsWhy() {
        var token = token("vanya", "vanya", Map.of("email", "none"));

        var answer = new Wire(one.base()).get("/userphone/v1/me", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new Wire(one.base()).get("/v2/users/vanya", token).statusCode()).isEqualTo(404);
        one.awaitOutput("The user of a token of issuer default was not made");
        assertThat(one.out().lines().filter(line -> line.contains("was not made"))).hasSize(1);
    }

    @Test
    void whatIsPushedCountsAsVerifiedWhereThatIsSet() {
        var wire = new Wire(one.base());
        var pushed =
                wire.send(
                        wire.request("/scim/v2/Users", ISSUER.token())
                                .header("x-zitadel-orgid", Issuer.ORGANISATION)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"userName\":\"pushed@example.com\",\"name\":"
                                                        + "{\"givenName\":\"P\",\"familyName\":\"P\"},"
                                                        + "\"phoneNumbers\":"
                                                        + "[{\"value\":\"+41791234569\"}]}")));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);

        var read = wire.get("/v2/users/" + Wire.json(pushed).getString("id"), ISSUER.token());

        assertThat(read.body())
                .contains("\"phone\":{\"phone\":\"+41791234569\",\"isVerified\":true}")
                .contains("\"email\":\"pushed@example.com\",\"isVerified\":true");
    }

    @Test
    void aProgramWithATokenOfItsOwnIsNoUser() {
        var token = token("backend", "backend", Map.of("client_id", "backend"));

        assertThat(new Wire(one.base()).get("/v2/users/backend", token).statusCode())
                .isEqualTo(404);
    }

    @Test
    void eachNodeTellsOfBoth() {
        for (var node : List.of(one, other)) {
            var system = new Wire(node.base()).get("/admin/v1/system", ISSUER.token());

            assertThat(Wire.json(system).getJsonArray("nodes").getValuesAs(JsonObject.class))
                    .extracting(told -> told.getString("name"))
                    .containsExactlyInAnyOrder("one", "other");
        }
    }

    private static int status(String token, String id) {
        var node = token.hashCode() % 2 == 0 ? one : other;
        return new Wire(node.base()).get("/v2/users/" + id, token).statusCode();
    }

    private static List<String> editors(String id) {
        return events(id).stream()
                .map(event -> event.getJsonObject("editor").getString("service", ""))
                .toList();
    }

    private static List<String> types(String id) {
        return events(id).stream()
                .map(event -> event.getJsonObject("type").getString("type"))
                .toList();
    }

    private static List<JsonObject> events(String id) {
        var answer =
                new Wire(one.base())
                        .post(
                                "/admin/v1/events/_search",
                                ISSUER.token(),
                                "{\"aggregateId\":\"" + id + "\"}");
        return Wire.json(answer).getJsonArray("events").getValuesAs(JsonObject.class);
    }

    private static String token(String id, String username, Map<String, String> more) {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(Issuer.NAME)
                        .subject(id)
                        .audience("userphone")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                        .claim("urn:zitadel:iam:user:resourceowner:id", Issuer.ORGANISATION)
                        .claim("preferred_username", username)
                        .claim("given_name", "Anna")
                        .claim("family_name", "Karenina")
                        .claim("email", id + "@example.com")
                        .claim("email_verified", true)
                        .claim("phone_number", "+41 79 123 45 67")
                        .claim("phone_number_verified", true);
        more.forEach(claims::claim);
        return ISSUER.sign(new JWSHeader(JWSAlgorithm.ES256), claims.build());
    }
}
