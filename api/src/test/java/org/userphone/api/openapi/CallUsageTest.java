package org.userphone.api.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.api.call.Rpcs;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The files of examples and the contract know of the same. */
class CallUsageTest {

    private static final String GOOD =
            """
            {"examples": [{"name": "locked", "summary": "The user is locked", "given": [],
                "request": {"userId": "minnie"}, "answer": {"details": {"sequence": "5"}}}],
             "broken": [{}],
             "refusals": ["USER_NOT_ACTIVE", "PERMISSION_MISSING"]}
            """;

    private static Stream<MethodDescriptor> calls() {
        return Rpcs.SERVICES.stream().flatMap(service -> service.getMethods().stream());
    }

    private static CallUsage read(String file) {
        var lockUser = Rpcs.SERVICES.get(0).findMethodByName("LockUser");
        return CallUsage.read(lockUser, new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    @Test
    void everyCallHasAFileWithAnExampleAndEveryFileIsOfACall() throws IOException {
        try (var files =
                Files.list(Path.of("src/main/resources/org/userphone/api/openapi/examples"))) {
            assertThat(files.map(Path::getFileName))
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrderElementsOf(
                            calls().map(rpc -> Rpcs.name(rpc) + ".json").toList());
        }
        assertThat(calls().map(CallUsage::of))
                .allSatisfy(usage -> assertThat(usage.examples()).isNotEmpty());
    }

    @Test
    void refusalsAreThoseOfBrokenRequestsOfEveryCallAndOfItsUseCase() {
        assertThat(read(GOOD).refusals())
                .extracting(Rejection::reason)
                .containsExactly(
                        Reason.INVALID_REQUEST,
                        Reason.TOKEN_MISSING,
                        Reason.TOKEN_SCHEME_UNKNOWN,
                        Reason.TOKEN_INVALID,
                        Reason.CONTEXT_ORGANISATION_UNKNOWN,
                        Reason.PERMISSION_MISSING,
                        Reason.USER_NOT_ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "refusals, refusal",
        "summary, summery",
        "userId, user",
        "sequence, sequel",
        "5, five",
        "[{}], [{\"userId\": \"minnie\"}]",
        "USER_NOT_ACTIVE, USER_NOT_AWAKE"
    })
    void aFileThatDoesNotFitTheContractIsAnError(String good, String bad) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
    }

    @Test
    void aCallWithoutAFileIsAnError() {
        var health =
                io.grpc.health.v1.HealthProto.getDescriptor()
                        .findServiceByName("Health")
                        .findMethodByName("Check");

        assertThatThrownBy(() -> CallUsage.of(health)).hasMessage("examples/Check.json");
    }
}
