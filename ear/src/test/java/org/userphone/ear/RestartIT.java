package org.userphone.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program still knows that was stopped and started again. */
class RestartIT {

    private static final String[] PERSONAL = {"Desdemona", "desdemona@example.com", "+41791239876"};

    @TempDir private Path folder;

    @Test
    void anAnswerIsGivenAgainAndADeletedUserIsNoneAnyMore() throws IOException {
        HttpResponse<String> first;
        try (var program = Program.start(folder, Map.of())) {
            first = set(program);
            assertThat(json(first).getString("verificationCode")).matches("[A-Z0-9]{6}");
            add(program);
            program.stop();
            assertThat(program.exit()).isZero();
        }
        assertThat(stored()).contains(PERSONAL);
        try (var program = Program.start(folder, Map.of())) {
            assertThat(set(program).body()).isEqualTo(first.body());
            delete(program);
            program.stop();
            assertThat(program.exit()).isZero();
        }
        assertThat(stored()).contains("Minnie").doesNotContain(PERSONAL);
    }

    /** All bytes of all files in the data folder. */
    private String stored() throws IOException {
        var bytes = new StringBuilder();
        try (var files = Files.walk(folder.resolve("userphone-data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    private static void add(Program program) {
        var wire = new Wire(program.base());
        var answer =
                wire.post(
                        "/v2/users/new",
                        wire.get("/dev/token", null).body(),
                        """
                        {"organizationId":"300000000000000001","userId":"erased","human":{
                        "profile":{"givenName":"Desdemona","familyName":"Moore"},
                        "email":{"email":"desdemona@example.com","isVerified":true},
                        "phone":{"phone":"+41791239876","isVerified":true}}}
                        """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void delete(Program program) {
        var wire = new Wire(program.base());
        var token = wire.get("/dev/token", null).body();
        assertThat(wire.send(wire.request("/v2/users/erased", token).DELETE()).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> set(Program program) {
        var wire = new Wire(program.base());
        return wire.send(
                wire.request(
                                "/v2/users/300000000000000002/phone",
                                wire.get("/dev/token", null).body())
                        .header("Idempotency-Key", "set-1")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"phone\":\"+41791234567\",\"returnCode\":{}}")));
    }
}
