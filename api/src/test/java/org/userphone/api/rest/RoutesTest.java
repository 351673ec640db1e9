package org.userphone.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.call.Rpcs;

class RoutesTest {

    private final Routes routes = new Routes(Rpcs.methods().map(Route::of));

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/users, ListUsers",
        "POST, /v2/users/new, CreateUser",
        "GET, /v2/users/new, GetUserByID",
        "DELETE, /v2/users/human, DeleteUser",
        "PUT, /v2/users/human/phone, UpdateHumanUser",
        "POST, /v2/users/human/phone, SetPhone",
        "PUT, /v2/users/human/unlock, UpdateHumanUser",
        "POST, /v2/users/human/unlock, UnlockUser",
        "PUT, /admin/v1/sms/_order, OrderSmsProviders",
        "GET, /admin/v1/sms/_order, GetSMSProvider",
        "GET, /admin/v1/sms/_status, ListSmsProviderStatus",
        "PUT, /admin/v1/sms/http/_activate, UpdateSMSProviderHTTP",
        "POST, /admin/v1/sms/http/_activate, ActivateSMSProvider",
        "POST, /admin/v1/sms/usage/_search, ListSmsUsage",
        "GET, /v2/users/alice/phone/messages, ListPhoneMessages"
    })
    void literalsGoBeforeVariablesWhereTheyHaveTheVerb(String verb, String path, String rpc) {
        assertFound(verb, path, rpc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/users/alice",
                "v2/users/alice",
                "/v2/users/alice/",
                "/v2/users/alice;v=1",
                "/v2;v=1/users/alice/;v=1",
                "/v2/users/a%2Fb",
                "/v2/users/%20",
                "/v2/users/n%65w"
            })
    void aVariableIsOneSegmentAsItWasSent(String path) {
        assertFound("PATCH", path, "UpdateUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/users/alice", "/admin/v1/sms/1"})
    void headMeansGet(String path) {
        assertThat(routes.find("HEAD", path)).isEqualTo(routes.find("GET", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v2",
                "/v2/users//",
                "/v2//users",
                "//v2/users",
                "/v2/users//phone",
                "/v2/users/;v=1/phone",
                "/v2/use%72s",
                "/V2/users",
                "/v2/users/alice/phone/nothing",
                "/v2/users/alice/phone/messages/1"
            })
    void otherPathsAreUnknownWithEveryVerb(String path) {
        var match = routes.find("POST", path);

        assertThat(match.route()).isEmpty();
        assertThat(match.verbs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v2/users/alice/phone, POST DELETE",
        "HEAD, /v2/users/alice/phone, POST DELETE",
        "BREW, /v2/users/alice, GET PATCH DELETE",
        "GET, /v2/users, POST",
        "PUT, /v2/users/new, POST",
        "DELETE, /admin/v1/sms/twilio/_test, PUT",
        "get, /admin/v1/text/message/verifyphone/de, GET PUT DELETE"
    })
    void aPathWithoutTheVerbTellsThoseOfItsMostLiteralCalls(
            String verb, String path, String verbs) {
        var match = routes.find(verb, path);

        assertThat(match.route()).isEmpty();
        assertThat(match.verbs()).containsExactlyInAnyOrder(verbs.split(" "));
    }

    private void assertFound(String verb, String path, String rpc) {
        assertThat(routes.find(verb, path).route())
                .hasValueSatisfying(route -> assertThat(route.rpc().getName()).isEqualTo(rpc));
    }
}
