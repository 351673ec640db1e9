package org.userphone.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import jakarta.servlet.annotation.WebFilter;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.call.Rpcs;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListPhoneMessagesRequest;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.http.AnyMediaType;
import org.userphone.domain.Rejection;

class RouteTest {

    /** Callers have the verbs and paths of routes.txt. */
    @Test
    void everyCallIsMadeByTheVerbAndPathThatCallersHave() throws IOException {
        assertThat(Rpcs.methods().map(Route::of).map(RouteTest::line))
                .containsExactlyElementsOf(routes());
    }

    private static String line(Route route) {
        return String.join(
                " ",
                route.verb(),
                route.path(),
                route.rpc().getService().getFullName()
                        + "/"
                        + route.rpc().getName()
                        + names(" path=", route.fieldsInPath())
                        + names(" query=", route.fieldsInQuery())
                        + (route.hasBody() ? " body" : ""));
    }

    private static String names(String from, List<FieldDescriptor> fields) {
        return fields.isEmpty()
                ? ""
                : fields.stream()
                        .map(FieldDescriptor::getName)
                        .collect(Collectors.joining(",", from, ""));
    }

    private static List<String> routes() throws IOException {
        try (var routes = RouteTest.class.getResourceAsStream("/routes.txt")) {
            return new String(routes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    static Stream<Route> all() {
        return Rpcs.methods().map(Route::of);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theResourceIsAskedAboutEveryPathAndItsBodyIsReadAsJson(Route route) {
        var first = route.path().split("/")[1];

        assertThat(ContractResource.class.getAnnotation(Path.class).value().split("[{}:| ]+"))
                .contains(first);
        assertThat(AnyMediaType.class.getAnnotation(WebFilter.class).urlPatterns())
                .contains("/" + first + "/*");
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "a%2Fb, a/b",
        "a+b, a+b",
        "a%2bb, a+b",
        "a%20b, a b",
        "%C3%A9, é",
        "%25, %",
        "a%3Bb, a;b"
    })
    void theSegmentOfAVariableIsDecodedAsAPathIs(String sent, String id) {
        var request = GetUserByIDRequest.newBuilder();

        route("GetUserByID").readPath(List.of("v2", "users", sent), request);

        assertThat(request.getUserId()).isEqualTo(id);
    }

    @Test
    void thePathWinsOverTheBody() {
        var request = SetPhoneRequest.newBuilder().setUserId("other").setPhone("+41791234567");

        route("SetPhone").readPath(List.of("v2", "users", "alice", "phone"), request);

        assertThat(request.build())
                .isEqualTo(
                        SetPhoneRequest.newBuilder()
                                .setUserId("alice")
                                .setPhone("+41791234567")
                                .build());
    }

    @Test
    void theQueryFillsWhatThePathDoesNot() {
        var request = ListPhoneMessagesRequest.newBuilder();

        route("ListPhoneMessages").readQuery("%6Cimit=4294967295&limit=2&userId=other&&=", request);

        assertThat(request.build())
                .isEqualTo(ListPhoneMessagesRequest.newBuilder().setLimit(-1).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "", "=a", "=-1", "=1.0", "=4294967296", "=+1", "=1%3D", "=1=2"})
    void whatIsNoNumberInTheQueryIsRefused(String text) {
        assertThatThrownBy(
                        () ->
                                route("ListPhoneMessages")
                                        .readQuery(
                                                "offset" + text,
                                                ListPhoneMessagesRequest.newBuilder()))
                .isInstanceOf(Rejection.class)
                .hasMessage("invalid ListPhoneMessagesRequest.Offset: value must be a uint32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=%", "offset=%zz", "%1=1"})
    void aQueryThatIsNotPercentEncodedIsRefused(String query) {
        var request = ListPhoneMessagesRequest.newBuilder();

        assertThatThrownBy(() -> route("ListPhoneMessages").readQuery(query, request))
                .isInstanceOf(Rejection.class)
                .hasMessage("query is not percent-encoded");
    }

    private static Route route(String name) {
        return all().filter(route -> route.rpc().getName().equals(name)).findFirst().orElseThrow();
    }

    static Stream<HttpRule> unserved() {
        var served = HttpRule.newBuilder().setGet("/v2/{user_id}").build();
        return Stream.of(
                HttpRule.getDefaultInstance(),
                served.toBuilder().setBody("limit").build(),
                served.toBuilder().setResponseBody("messages").build(),
                served.toBuilder().addAdditionalBindings(served).build(),
                served.toBuilder().setGet("/v2/{nothing}").build(),
                served.toBuilder().setGet("/v2/{user_id=**}").build(),
                served.toBuilder().setGet("/v2/{user_id}/{limit}").build(),
                served.toBuilder().setGet("/v2").build());
    }

    @ParameterizedTest
    @MethodSource("unserved")
    void anOptionThatIsNotServedIsNoRoute(HttpRule rule) {
        var rpc = route("ListPhoneMessages").rpc();

        assertThatThrownBy(() -> Route.of(rpc, rule))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "google.api.http of userphone.v1.SmsService.ListPhoneMessages");
    }
}
