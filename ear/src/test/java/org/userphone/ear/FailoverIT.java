package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.UserServiceGrpc;

/** The primary of PostgreSQL is lost under load, and its synchronous standby is promoted. */
@Tag("promise")
class FailoverIT {

    private static final int CLIENTS = 4;
    private static final int ENOUGH = 30;
    private static final String JSON_OK = "JSON 200";
    private static final String GRPC_OK = "gRPC OK";
    private static final String JSON_UNAVAILABLE = "JSON 503";
    private static final String GRPC_UNAVAILABLE = "gRPC UNAVAILABLE";

    /** As many messages may be on their way to the provider when the primary is lost. */
    private static final int WORKERS = 4;

    @TempDir private Path folder;

    private final AtomicInteger users = new AtomicInteger();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();

    @Test
    void nothingAcknowledgedIsLostAndCallsAreUnavailableUntilTheStandbyIsPromoted()
            throws Exception {
        var provider = provider();
        var clients = Executors.newFixedThreadPool(2 * CLIENTS);
        try (var postgres = ReplicatedPostgres.start(folder);
                var program = Program.start(folder, settings(postgres, provider))) {
            var wire = new Wire(program.base());
            var token = wire.get("/dev/token", null).body();
            var channel = program.channel();
            var isOver = new AtomicBoolean();
            try {
                var loads =
                        Stream.of(overJson(wire, token), overGrpc(channel, token))
                                .flatMap(call -> load(clients, isOver, call))
                                .toList();
                awaitMore(program, ENOUGH, JSON_OK, GRPC_OK);
                postgres.killPrimary();
                awaitMore(program, 1, JSON_UNAVAILABLE, GRPC_UNAVAILABLE);
                postgres.promote();
                awaitMore(program, ENOUGH, JSON_OK, GRPC_OK);
                isOver.set(true);
                for (var load : loads) {
                    load.get();
                }
            } finally {
                isOver.set(true);
                channel.shutdownNow();
            }

            assertThat(outcomes.keySet())
                    .as("outcomes %s", outcomes)
                    .containsExactlyInAnyOrder(
                            JSON_OK, GRPC_OK, JSON_UNAVAILABLE, GRPC_UNAVAILABLE);
            for (int user : acknowledged) {
                assertThat(wire.get("/v2/users/user" + user, token).body()).contains(number(user));
                program.await("the SMS of user " + user, () -> received.containsKey(number(user)));
            }
            assertThat(received.values().stream().filter(times -> times.get() > 1).count())
                    .as("sent, and not recorded before the primary was lost")
                    .isLessThanOrEqualTo(WORKERS);
        } finally {
            clients.shutdown();
            provider.stop(0);
        }
    }

    private Map<String, String> settings(ReplicatedPostgres postgres, HttpServer provider) {
        var settings = Unlimited.and(postgres.settings());
        settings.putAll(
                Map.of(
                        "USERPHONE_SMS_PROVIDER", "webhook",
                        "USERPHONE_SMS_WEBHOOK_URL",
                                "http://127.0.0.1:" + provider.getAddress().getPort() + "/sms",
                        "USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours",
                        "USERPHONE_SMS_WEBHOOK_PRIVATE", "true",
                        "USERPHONE_SMS_WORKERS", Integer.toString(WORKERS)));
        return settings;
    }

    /** Counts the messages to each number. */
    private HttpServer provider() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        count(
                                received,
                                reader.readObject()
                                        .getJsonObject("contextInfo")
                                        .getString("recipientPhoneNumber"));
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        server.start();
        return server;
    }

    private Stream<Future<?>> load(
            ExecutorService clients, AtomicBoolean isOver, IntFunction<String> call) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(
                        client ->
                                clients.submit(
                                        () -> {
                                            while (!isOver.get()) {
                                                add(call);
                                            }
                                        }));
    }

    /** Adds a user whose number is verified by an SMS. */
    private void add(IntFunction<String> call) {
        int user = users.incrementAndGet();
        var outcome = call.apply(user);
        count(outcomes, outcome);
        if (outcome.equals(JSON_OK) || outcome.equals(GRPC_OK)) {
            acknowledged.add(user);
        }
    }

    private static void count(Map<String, AtomicInteger> counts, String what) {
        counts.computeIfAbsent(what, first -> new AtomicInteger()).incrementAndGet();
    }

    /** Waits until there are more of these outcomes than there were, over each of the two forms. */
    private void awaitMore(Program program, int more, String... names) {
        for (var name : names) {
            int enough = times(name) + more;
            program.await(more + " times " + name, () -> times(name) >= enough);
        }
    }

    private int times(String outcome) {
        return outcomes.getOrDefault(outcome, new AtomicInteger()).get();
    }

    private static IntFunction<String> overJson(Wire wire, String token) {
        return user -> "JSON " + wire.post("/v2/users/new", token, user(user)).statusCode();
    }

    private static IntFunction<String> overGrpc(Channel channel, String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER), "Bearer " + token);
        var stub =
                UserServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        return user -> {
            try {
                stub.createUser(request(user));
                return "gRPC " + Code.OK;
            } catch (StatusRuntimeException e) {
                return "gRPC " + e.getStatus().getCode();
            }
        };
    }

    private static CreateUserRequest request(int user) {
        var request = CreateUserRequest.newBuilder();
        try {
            JsonFormat.parser().merge(user(user), request);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return request.build();
    }

    private static String number(int user) {
        return "+4179%07d".formatted(user);
    }

    private static String user(int user) {
        return """
                {"organizationId": "300000000000000001", "userId": "user%d", "human": {
                  "profile": {"givenName": "Alice", "familyName": "Example"},
                  "email": {"email": "user%1$d@example.com"},
                  "phone": {"phone": "%s", "sendCode": {}}}}
                """
                .formatted(user, number(user));
    }
}
