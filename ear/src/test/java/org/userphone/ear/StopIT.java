package org.userphone.ear;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {

    private static final String BODY = Issuer.newUser("alice");

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();

    @Test
    void aRequestInFlightIsFinishedBeforeTheProgramEnds() throws Exception {
        try (var program = Program.start(folder, issuer.settings())) {
            var base = program.base();
            try (var socket = new Socket(base.getHost(), base.getPort())) {
                var answer =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII));
                send(socket, head());
                assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
                assertThat(answer.readLine()).isEmpty();
                send(socket, BODY.substring(0, 5));

                program.awaitRequest();
                program.stop();
                program.awaitOutput("Stopping");
                assertThat(status(base)).as("a new request").isEqualTo(503);
                send(socket, BODY.substring(5));

                assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(program.exit()).isZero();
                assertThat(program.out()).doesNotContain("SEVERE");
                assertThat(program.err()).isEmpty();
            }
        }
    }

    @Test
    void aRequestThatOutlastsTheGraceDoesNotKeepTheProgram() throws Exception {
        var settings = new HashMap<>(issuer.settings());
        settings.put("USERPHONE_STOP_GRACE", "PT0.2S");
        try (var program = Program.start(folder, settings)) {
            var base = program.base();
            try (var socket = new Socket(base.getHost(), base.getPort())) {
                send(socket, head());
                assertThat(
                                new BufferedReader(
                                                new InputStreamReader(
                                                        socket.getInputStream(), US_ASCII))
                                        .readLine())
                        .isEqualTo("HTTP/1.1 100 Continue");

                program.awaitRequest();
                program.stop();

                assertThat(program.exit()).isZero();
                assertThat(program.out()).contains("requests are still in flight");
            }
        }
    }

    /** The head of a request whose body the program waits for. */
    private String head() {
        return """
        POST /v2/users/new HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d
        Expect: 100-continue

        """
                .formatted(issuer.token(), BODY.length())
                .replace("\n", "\r\n");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static int status(URI base) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
