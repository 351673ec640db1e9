package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed in the middle of its work, and started again. */
class KillIT {

    private static final int USERS = 60;

    @TempDir private Path folder;

    @Test
    void noAcknowledgedSmsIsLostOnTheEmbeddedDatabase() {
        assertNothingIsLost(Unlimited.and(Map.of()));
    }

    @Test
    void noAcknowledgedSmsIsLostOnPostgres() throws IOException {
        try (var postgres = EmbeddedPostgres.start()) {
            assertNothingIsLost(Unlimited.and(Postgres.settings(postgres)));
        }
    }

    /** The kill comes while users are being added and their SMS are being sent. */
    private void assertNothingIsLost(Map<String, String> environment) {
        CompletableFuture<?>[] adds;
        try (var program = Program.start(folder, environment)) {
            var wire = new Wire(program.base());
            var token = wire.get("/dev/token", null).body();
            adds =
                    IntStream.range(0, USERS)
                            .mapToObj(i -> wire.postLater("/v2/users/new", token, user(i)))
                            .toArray(CompletableFuture[]::new);
            program.await("some answers", () -> acknowledged(adds).count() > USERS / 3);
            program.kill();
        }
        try (var program = Program.start(folder, environment)) {
            var wire = new Wire(program.base());
            assertThat(acknowledged(adds).count()).isGreaterThan(USERS / 3);
            acknowledged(adds)
                    .forEach(
                            i ->
                                    program.await(
                                            "the SMS of user " + i,
                                            () ->
                                                    wire.get("/inbox.json", null)
                                                            .body()
                                                            .contains(number(i))));
        }
    }

    private static IntStream acknowledged(CompletableFuture<?>[] adds) {
        return IntStream.range(0, USERS).filter(i -> adds[i].isDone() && isOk(adds[i]));
    }

    private static boolean isOk(CompletableFuture<?> answer) {
        try {
            return ((java.net.http.HttpResponse<?>) answer.join()).statusCode() == 200;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static String number(int i) {
        return "+417912300%02d".formatted(i);
    }

    private static String user(int i) {
        return """
                {"organizationId": "300000000000000001", "userId": "user%d", "human": {
                  "profile": {"givenName": "Alice", "familyName": "Example"},
                  "email": {"email": "user%1$d@example.com"},
                  "phone": {"phone": "%s", "sendCode": {}}}}
                """
                .formatted(i, number(i));
    }
}
