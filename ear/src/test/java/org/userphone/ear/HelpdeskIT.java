package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The help desk of an organisation, whose role the identity provider calls {@code helpdesk}, as
 * {@code docs/connect.md} maps it: it sees what happened to the users of its organisation, and
 * nothing of others.
 */
class HelpdeskIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String DESK = ISSUER.token("desk", "one", "helpdesk");
    private static final String EVENTS = "/admin/v1/events/_search";
    private static final String MESSAGES = "/admin/v1/sms/messages/_search";
    private static final String CHECK = "/admin/v1/limits/_check";

    private static Program program;
    private static Wire wire;

    @BeforeAll
    static void twoOrganisationsHaveAUserEachWithTheSameNumber(@TempDir Path folder)
            throws Exception {
        var settings = new HashMap<>(ISSUER.settings());
        settings.put("USERPHONE_ORGANISATIONS", "one,two");
        settings.put("USERPHONE_ROLES_ALIAS", "phone-admin=IAM_OWNER; helpdesk=ORG_USER_MANAGER");
        program = Program.start(folder, settings);
        wire = new Wire(program.base());
        for (var organisation : new String[] {"one", "two"}) {
            var added =
                    wire.post(
                            "/v2/users/new",
                            ISSUER.token("boss", "", "phone-admin"),
                            """
                            {"organizationId":"%1$s","userId":"of-%1$s","human":{
                             "profile":{"givenName":"Minnie","familyName":"Mouse"},
                             "email":{"email":"%1$s@example.com","isVerified":true},
                             "phone":{"phone":"+41791234567","sendCode":{}}}}
                            """
                                    .formatted(organisation));
            assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void itSeesTheEventsOfItsUsersOnly() {
        var events = list(EVENTS, "{}", "events");

        assertThat(events)
                .isNotEmpty()
                .allSatisfy(
                        event ->
                                assertThat(
                                                event.asJsonObject()
                                                        .getJsonObject("aggregate")
                                                        .getString("resourceOwner"))
                                        .isEqualTo("one"));
        assertThat(list(EVENTS, "{\"aggregateId\":\"of-two\"}", "events")).isEmpty();
    }

    @Test
    void itFindsTheMessagesOfItsUsersOnlyAlsoByANumberThatOthersHave() {
        assertThat(list(MESSAGES, "{\"phone\":\"079 123 45 67\"}", "messages"))
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message.asJsonObject().getString("userId"))
                                        .isEqualTo("of-one"));
    }

    @Test
    void itSeesWhatCountsAgainstItsUsersOnly() {
        var counts = list(CHECK, "{\"userId\":\"of-one\"}", "counts");

        assertThat(counts)
                .extracting(count -> count.asJsonObject().getString("limit"))
                .contains("LIMIT_KIND_SMS_TO_NUMBER", "LIMIT_KIND_SMS_OF_USER");
        assertThat(refused(CHECK, "{\"userId\":\"of-two\"}")).isEqualTo(403);
        assertThat(refused(CHECK, "{\"phone\":\"+41791234567\"}")).isEqualTo(403);
        assertThat(refused(CHECK, "{\"userId\":\"of-one\",\"clientAddress\":\"192.0.2.1\"}"))
                .isEqualTo(403);
        assertThat(refused("/admin/v1/limits/counts/_search", "{}")).isEqualTo(403);
        assertThat(
                        refused(
                                "/admin/v1/limits/counts/_clear",
                                "{\"count\":\"%s\"}".formatted(count(counts.getJsonObject(0)))))
                .isEqualTo(403);
    }

    private static String count(JsonObject count) {
        return count.getString("count");
    }

    private static int refused(String path, String body) {
        return wire.post(path, DESK, body).statusCode();
    }

    private static JsonArray list(String path, String body, String name) {
        var answer = wire.post(path, DESK, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).getOrDefault(name, JsonArray.EMPTY_JSON_ARRAY).asJsonArray();
    }
}
