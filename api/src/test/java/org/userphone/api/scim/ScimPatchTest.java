package org.userphone.api.scim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patches as Entra and Okta document them, and those of RFC 7644. */
class ScimPatchTest {

    private static final String MINNIE =
            """
            {"userName":"minnie","name":{"givenName":"Minnie","familyName":"Mouse"},"active":true,
             "emails":[{"type":"work","value":"minnie@example.com","primary":true}],
             "phoneNumbers":[{"type":"mobile","value":"+41791234567","primary":true}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'Replace','path':'active','value':false}",
                "{'op':'Replace','path':'active','value':'False'}",
                "{'op':'Add','path':'active','value':'false'}",
                "{'op':'replace','value':{'active':false}}",
                "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:active','value':false}"
            })
    void aUserIsDeactivatedInEveryWayThatProvidersWriteIt(String operation) {
        assertThat(patched(operation).active()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'Replace','path':'phoneNumbers[type eq \"mobile\"].value','value':'+41791234568'}",
                "{'op':'Add','path':'phoneNumbers[type eq \"mobile\"].value','value':'+41791234568'}",
                "{'op':'replace','path':'phoneNumbers','value':[{'value':'+41791234568','type':'mobile'}]}",
                "{'op':'replace','path':'phoneNumbers','value':{'value':'+41791234568'}}",
                "{'op':'add','path':'phoneNumbers','value':[{'value':'+41791234568','type':'mobile'}]}",
                "{'op':'replace','path':'phoneNumbers.value','value':'+41791234568'}",
                "{'op':'replace','value':{'phoneNumbers':[{'value':'tel:+41791234568','type':'mobile','primary':true}]}}",
                "{'op':'replace','value':{'phoneNumbers[type eq \"mobile\"].value':'+41791234568'}}"
            })
    void aNumberIsReplacedInEveryWayThatProvidersWriteIt(String operation) {
        assertThat(patched(operation).phone()).contains("+41791234568");
    }

    @Test
    void entraReplacesANumberThatIsNotThereYet() {
        var attributes = read(MINNIE);
        attributes.remove("phoneNumbers");

        apply(
                attributes,
                "{'op':'Replace','path':'phoneNumbers[type eq \"mobile\"].value','value':'+41791234568'}");

        assertThat(ScimUser.of(attributes).phone()).contains("+41791234568");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'Remove','path':'phoneNumbers[type eq \"mobile\"].value'}",
                "{'op':'remove','path':'phoneNumbers[type eq \"mobile\"]'}",
                "{'op':'remove','path':'phoneNumbers'}",
                "{'op':'replace','path':'phoneNumbers','value':[]}",
                "{'op':'replace','path':'phoneNumbers','value':null}",
                "{'op':'Replace','path':'phoneNumbers[type eq \"mobile\"].value','value':''}"
            })
    void aNumberIsRemovedInEveryWayThatProvidersWriteIt(String operation) {
        assertThat(patched(operation).phone()).isEmpty();
    }

    @Test
    void numbersOfOtherTypesAreNotKept() {
        var user =
                patched(
                        "{'op':'Add','path':'phoneNumbers[type eq \"fax\"].value','value':'+41441234567'}",
                        "{'op':'Add','path':'phoneNumbers[type eq \"work\"].value','value':'+41441234568'}");

        assertThat(user.phone()).contains("+41791234567");
    }

    @Test
    void severalOperationsFollowEachOther() {
        var user =
                patched(
                        "{'op':'Replace','path':'emails[type eq \"work\"].value','value':'m@example.com'}",
                        "{'op':'Replace','path':'name.familyName','value':'Maus'}",
                        "{'op':'Add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'Film'}",
                        "{'op':'Add','path':'title','value':'Star'}",
                        "{'op':'replace','value':{'name.givenName':'Minna','userName':'minna','id':'1'}}");

        assertThat(user.email()).isEqualTo("m@example.com");
        assertThat(user.familyName()).isEqualTo("Maus");
        assertThat(user.givenName()).isEqualTo("Minna");
        assertThat(user.userName()).isEqualTo("minna");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'move','path':'active'} | invalidSyntax",
                "{'path':'active'} | invalidSyntax",
                "7 | invalidSyntax",
                "{'op':'replace','value':false} | invalidValue",
                "{'op':'remove'} | noTarget",
                "{'op':'replace','path':'phoneNumbers[type ne \"mobile\"].value','value':'1'} | noTarget",
                "{'op':'replace','path':'phoneNumbers[type','value':'1'} | invalidPath",
                "{'op':'replace','path':'phoneNumbers[type is 1]','value':'1'} | invalidFilter",
                "{'op':'replace','path':'na me','value':'1'} | invalidPath",
                "{'op':'replace','path':'id','value':'1'} | mutability",
                "{'op':'replace','path':'active','value':'perhaps'} | invalidValue",
                "{'op':'replace','path':'userName','value':7} | invalidValue",
                "{'op':'remove','path':'userName'} | invalidValue",
                "{'op':'remove','path':'name.familyName'} | invalidValue"
            })
    void whatCannotBeDoneIsRefusedByTheWordOfTheStandard(String operation, String type) {
        assertThatThrownBy(() -> patched(operation))
                .isInstanceOfSatisfying(
                        ScimRefused.class, refused -> assertThat(refused.type()).isEqualTo(type));
    }

    @Test
    void aMessageWithoutOperationsIsNoPatch() {
        assertThatThrownBy(() -> new ScimPatch(read(MINNIE)).apply(read("{}")))
                .isInstanceOf(ScimRefused.class);
        assertThatThrownBy(() -> read("[]")).isInstanceOf(ScimRefused.class);
        assertThatThrownBy(() -> read("{\"a\":")).isInstanceOf(ScimRefused.class);
        assertThatThrownBy(() -> read("[".repeat(60_000))).isInstanceOf(ScimRefused.class);
    }

    private static ScimUser patched(String... operations) {
        var attributes = read(MINNIE);
        apply(attributes, operations);
        return ScimUser.of(attributes);
    }

    private static void apply(Map<String, Object> attributes, String... operations) {
        var message =
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                        + String.join(",", operations).replace("\"", "\\\"").replace("'", "\"")
                        + "]}";
        new ScimPatch(attributes).apply(read(message));
    }

    private static Map<String, Object> read(String json) {
        return ScimJson.read(json.getBytes(UTF_8));
    }
}
