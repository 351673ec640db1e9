package org.userphone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.userphone.api.contract.SetPhoneRequest;

/** Sets a number by an update of the user at Keycloak. */
final class KeycloakClient implements Client {

    private static final int NO_CONTENT = 204;

    private final Connections connections;

    /** So many clients, each with a connection. */
    KeycloakClient(KeycloakServer server, int clients) {
        connections = new Connections(() -> new Update(new HttpConnection(server.http())), clients);
    }

    private record Update(HttpConnection http) implements Connections.Connection {

        @Override
        public Message call(Request request) throws IOException {
            var set = (SetPhoneRequest) request.message();
            var answer =
                    http.send(
                            "PUT " + KeycloakServer.path(set.getUserId()),
                            "Content-Type: application/json\r\nAuthorization: Bearer "
                                    + request.token().orElseThrow()
                                    + "\r\n",
                            KeycloakServer.user(set.getUserId(), set.getPhone()).getBytes(UTF_8));
            return answer.status() == NO_CONTENT
                    ? Empty.getDefaultInstance()
                    : Status.newBuilder()
                            .setCode(Code.UNKNOWN_VALUE)
                            .setMessage(
                                    "HTTP "
                                            + answer.status()
                                            + " "
                                            + new String(answer.body(), ISO_8859_1))
                            .build();
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }

    @Override
    public CompletableFuture<Message> send(Request request) {
        return connections.send(request);
    }

    @Override
    public boolean isRight(Request request, Message answer) {
        return answer instanceof Empty;
    }

    @Override
    public void close() {
        connections.close();
    }
}
