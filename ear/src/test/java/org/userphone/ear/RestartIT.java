package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program still knows that was stopped and started again. */
class RestartIT {

    @TempDir private Path folder;

    @Test
    void anAnswerIsGivenAgainAfterTheProgramWasStartedAgain() {
        HttpResponse<String> first;
        try (var program = Program.start(folder, Map.of())) {
            first = set(program);
            assertThat(json(first).getString("verificationCode")).matches("[A-Z0-9]{6}");
            program.stop();
            assertThat(program.exit()).isZero();
        }
        try (var program = Program.start(folder, Map.of())) {
            assertThat(set(program).body()).isEqualTo(first.body());
        }
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
