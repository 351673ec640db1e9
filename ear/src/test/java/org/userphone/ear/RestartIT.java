package org.userphone.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program still knows that was stopped and started again. */
class RestartIT {

    /** Names without order, of which a database file that is compressed still shows some. */
    private static final List<String> NAMES =
            new Random(1)
                    .ints(20, 100_000_000, 999_999_999)
                    .mapToObj(number -> "N" + Integer.toString(number, Character.MAX_RADIX))
                    .toList();

    /** The names of those who are deleted before the program is killed, or before it stops. */
    private static final List<String> KILLED = NAMES.subList(0, 10);

    private static final List<String> STOPPED = NAMES.subList(10, 20);

    @TempDir private Path folder;

    @Test
    void anAnswerIsGivenAgainAndDeletedUsersAreNoneAnyMore() throws IOException {
        HttpResponse<String> first;
        try (var program = Program.start(folder, Map.of())) {
            first = set(program);
            assertThat(json(first).getString("verificationCode")).matches("[A-Z0-9]{6}");
            NAMES.forEach(name -> add(program, name));
            program.stop();
            assertThat(program.exit()).isZero();
        }
        assertThat(stored()).hasSizeGreaterThan(3);
        try (var program = Program.start(folder, Map.of())) {
            assertThat(set(program).body()).isEqualTo(first.body());
            KILLED.forEach(name -> delete(program, name));
            program.kill();
        }
        assertThat(stored()).as("of those who are deleted").containsAnyElementsOf(KILLED);
        try (var program = Program.start(folder, Map.of())) {
            program.base();
            assertThat(stored()).doesNotContainAnyElementsOf(KILLED);
            STOPPED.forEach(name -> delete(program, name));
            program.stop();
            assertThat(program.exit()).isZero();
        }
        assertThat(stored()).isEmpty();
    }

    /** Which of the names are among the bytes of any file in the data folder. */
    private Set<String> stored() throws IOException {
        var found = new HashSet<String>();
        try (var files = Files.walk(folder.resolve("userphone-data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), ISO_8859_1);
                NAMES.stream().filter(bytes::contains).forEach(found::add);
            }
        }
        return found;
    }

    private static void add(Program program, String name) {
        var wire = new Wire(program.base());
        var user =
                """
                {"organizationId":"300000000000000001","userId":"u-%s","human":{
                "profile":{"givenName":"%s","familyName":"Moore"},
                "email":{"email":"%2$s@example.com","isVerified":true}}}
                """
                        .formatted(name.hashCode(), name);
        var answer = wire.post("/v2/users/new", wire.get("/dev/token", null).body(), user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void delete(Program program, String name) {
        var wire = new Wire(program.base());
        var token = wire.get("/dev/token", null).body();
        var request = wire.request("/v2/users/u-" + name.hashCode(), token).DELETE();
        assertThat(wire.send(request).statusCode()).isEqualTo(200);
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
