package org.userphone.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.userphone.api.call.Rpcs;

/** Holds the calls over JSON against routes.txt: callers have these verbs and paths. */
class RoutesTest {

    @Test
    void everyCallIsMadeByTheVerbAndPathThatCallersHave() throws IOException {
        assertThat(
                        Rpcs.SERVICES.stream()
                                .flatMap(service -> service.getMethods().stream())
                                .map(Endpoint::of)
                                .map(RoutesTest::line))
                .containsExactlyElementsOf(routes());
    }

    private static String line(Endpoint endpoint) {
        return String.join(
                " ",
                endpoint.verb().name(),
                endpoint.path(),
                endpoint.rpc().getService().getFullName()
                        + "/"
                        + endpoint.rpc().getName()
                        + names(" path=", endpoint.fieldsInPath())
                        + names(" query=", endpoint.fieldsInQuery())
                        + (endpoint.hasBody() ? " body" : ""));
    }

    private static String names(String from, List<FieldDescriptor> fields) {
        return fields.isEmpty()
                ? ""
                : fields.stream()
                        .map(FieldDescriptor::getName)
                        .collect(Collectors.joining(",", from, ""));
    }

    private static List<String> routes() throws IOException {
        try (var routes = RoutesTest.class.getResourceAsStream("/routes.txt")) {
            return new String(routes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
