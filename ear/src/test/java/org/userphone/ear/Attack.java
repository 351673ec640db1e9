package org.userphone.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.userphone.api.grpc.RawConnection.DATA;
import static org.userphone.api.grpc.RawConnection.END_STREAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.userphone.api.contract.ListQuery;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.grpc.GrpcAttack;

/**
 * What one client address can do so that nobody else is answered, or that nothing is left of the
 * program's memory. The tests do it for some seconds and the benchmark for a minute.
 */
public enum Attack {
    MALFORMED_GRPC_TIMEOUTS(20) {
        @Override
        void strike(Attacker attacker) throws IOException {
            calls(
                    attacker,
                    GrpcAttack.TIMEOUT_OF_LETTERS,
                    GrpcAttack.EMPTY_TIMEOUT,
                    GrpcAttack.TIMEOUT_OF_TEN_DIGITS);
        }
    },
    GRPC_CALLS_WITHOUT_END(20) {
        @Override
        void strike(Attacker attacker) throws IOException {
            calls(attacker, GrpcAttack.REQUEST_WITHOUT_END);
            calls(attacker, GrpcAttack.HEAD_ONLY, GrpcAttack.HALF_A_MESSAGE);
        }
    },
    SLOW_HTTP_BODIES(300) {
        @Override
        void strike(Attacker attacker) throws IOException {
            for (int i = 0; i < 40; i++) {
                attacker.http("POST /v2/users HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n");
            }
            attacker.drip();
        }
    },
    CUT_REQUESTS(0) {
        @Override
        void strike(Attacker attacker) throws IOException {
            for (int i = 0; i < 10; i++) {
                attacker.http("POST /v2/users HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
                attacker.http(attacker.getUser());
                var call = attacker.grpc(LIST_USERS, WINDOW);
                call.begin(1);
                call.message(1, 0);
                call.whole(3, "authorization", "Bearer " + attacker.token());
            }
        }
    },
    UNFETCHED_GRPC_ANSWERS(40) {
        @Override
        void strike(Attacker attacker) throws IOException {
            var connection = attacker.grpc(LIST_USERS, 0);
            for (int call = 0; call < 5; call++) {
                int stream = 2 * call + 1;
                connection.begin(stream, "authorization", "Bearer " + attacker.token());
                connection.frame(DATA, END_STREAM, stream, ALL_USERS);
            }
        }
    },
    UNFETCHED_HTTP_ANSWERS(300) {
        @Override
        void strike(Attacker attacker) throws IOException {
            attacker.http(attacker.post("/v2/users", JSON, ALL_USERS_JSON).repeat(3));
        }
    },
    UNFETCHED_GRPC_WEB_ANSWERS(300) {
        @Override
        void strike(Attacker attacker) throws IOException {
            var message = new String(ALL_USERS, ISO_8859_1);
            attacker.http(attacker.post(LIST_USERS, "application/grpc-web", message).repeat(3));
        }
    },
    UNFETCHED_CONNECT_ANSWERS(300) {
        @Override
        void strike(Attacker attacker) throws IOException {
            attacker.http(attacker.post(LIST_USERS, JSON, ALL_USERS_JSON).repeat(3));
        }
    },
    UNFETCHED_HTTP_ANSWERS_WITHOUT_A_TOKEN(300) {
        @Override
        void strike(Attacker attacker) throws IOException {
            // The operating system takes the first ones from the server.
            attacker.http(
                    "GET /openapi-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(8));
        }
    },
    OPEN_HEALTH_AND_REFLECTION_STREAMS(20) {
        @Override
        void strike(Attacker attacker) throws IOException {
            var health = attacker.grpc("/grpc.health.v1.Health/Watch", WINDOW);
            var reflection =
                    attacker.grpc(
                            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", WINDOW);
            for (int stream = 1; stream < 200; stream += 2) {
                health.whole(stream);
                reflection.begin(stream);
            }
        }
    },
    SILENT_CONNECTIONS(1500) {
        @Override
        void strike(Attacker attacker) throws IOException {
            for (int i = 0; i < 60; i++) {
                attacker.http("");
                attacker.silent();
            }
        }
    },
    CUT_HTTP2_REQUESTS(10) {
        @Override
        void strike(Attacker attacker) throws IOException {
            var connection = attacker.http2("/v2/users/alice", WINDOW);
            for (int call = 0; call < 99; call++) {
                int stream = 2 * call + 1;
                connection.whole(stream, "authorization", "Bearer " + attacker.token());
                connection.reset(stream);
            }
        }
    };

    private static final int WINDOW = 65_535;
    private static final int CALLS = 200;
    private static final String LIST_USERS = "/zitadel.user.v2.UserService/ListUsers";

    private static final String JSON = "application/json";

    /** The request for the longest answer that there is. */
    private static final String ALL_USERS_JSON = "{\"query\":{\"limit\":1000}}";

    /** The same as gRPC and gRPC-Web frame it. */
    private static final byte[] ALL_USERS = framed(1000);

    private final int connections;

    /**
     * @param connections how many of them are kept; the oldest is cut for a further one
     */
    Attack(int connections) {
        this.connections = connections;
    }

    /** Does it once; an attacker does so several times a second. */
    abstract void strike(Attacker attacker) throws IOException;

    int connections() {
        return connections;
    }

    /**
     * What somebody else saw meanwhile.
     *
     * @param connections that the attacker had in the course of time
     */
    public record Outcome(Attack attack, int connections, List<Bystander.Seen> seen) {}

    /** Attacks for a while. */
    public Outcome on(Target target, Duration time) {
        try (var attacker = new Attacker(this, target);
                var bystander = new Bystander(target)) {
            attacker.begin();
            var seen = bystander.watch(time);
            return new Outcome(this, attacker.opened(), seen);
        }
    }

    private static void calls(Attacker attacker, GrpcAttack... kinds) throws IOException {
        var connection = attacker.grpc(LIST_USERS, WINDOW);
        for (int call = 0; call < CALLS; call++) {
            kinds[call % kinds.length].on(connection, 2 * call + 1);
        }
    }

    private static byte[] framed(int limit) {
        var message =
                ListUsersRequest.newBuilder()
                        .setQuery(ListQuery.newBuilder().setLimit(limit))
                        .build()
                        .toByteArray();
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("http2", "HTTP/2");
    }
}
