package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.userphone.ear.Wire.json;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UserServiceGrpc;

/**
 * Two nodes behind HAProxy are restarted one after the other, while callers over HTTP and gRPC set
 * numbers without a pause.
 */
class RollingRestartIT {

    private static final List<String> OVER_HTTP = List.of("alice", "bob", "carol");
    private static final List<String> OVER_GRPC = List.of("dave", "erin", "frank");

    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

    /** HAProxy's own three failed checks, of which it makes one each second here. */
    private static final String CONFIGURATION =
            """
            defaults
              mode http
              timeout connect 5s
              timeout client 1m
              timeout server 1m
              option httpchk GET /health/ready
              default-server check inter 1s
            frontend http
              bind 127.0.0.1:%d
              default_backend http
            frontend grpc
              bind 127.0.0.1:%d proto h2
              default_backend grpc
            frontend statistics
              bind 127.0.0.1:%d
              stats enable
              stats uri /
            backend http
              server one 127.0.0.1:%4$d
              server two 127.0.0.1:%6$d
            backend grpc
              server one 127.0.0.1:%5$d proto h2 port %4$d check-proto h1
              server two 127.0.0.1:%7$d proto h2 port %6$d check-proto h1
            """;

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void noCallFailsWhileTwoNodesAreRestartedOneAfterTheOther() throws Exception {
        assumeTrue(Files.isExecutable(HAPROXY), "there is no haproxy");
        var ports = FreePorts.find(7);
        try (var postgres = EmbeddedPostgres.start()) {
            var one = start(postgres, ports.get(3), ports.get(4));
            var two = start(postgres, ports.get(5), ports.get(6));
            var proxy = haproxy(ports);
            var front = new Wire(URI.create("http://127.0.0.1:" + ports.get(0)));
            var channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", ports.get(1))
                            .usePlaintext()
                            .build();
            var statistics = new Wire(URI.create("http://127.0.0.1:" + ports.get(2)));
            try {
                awaitUp(one, statistics);
                Stream.concat(OVER_HTTP.stream(), OVER_GRPC.stream())
                        .forEach(user -> add(front, user));
                var callers = callers(front, channel);

                one = restarted(one, postgres, ports.get(3), ports.get(4), statistics);
                two = restarted(two, postgres, ports.get(5), ports.get(6), statistics);
                isOver.set(true);
                for (var caller : callers) {
                    caller.join();
                }

                assertThat(failures).isEmpty();
                assertThat(calls).hasValueGreaterThan(100);
                LogSearch.assertClean(one);
                LogSearch.assertClean(two);
            } finally {
                isOver.set(true);
                channel.shutdownNow();
                proxy.destroyForcibly().onExit().join();
                one.close();
                two.close();
            }
        }
    }

    private Program start(EmbeddedPostgres postgres, int http, int grpc) {
        var environment = Postgres.settings(postgres);
        environment.putAll(issuer.settings());
        environment.putAll(
                Map.of(
                        "USERPHONE_HTTP_PORT",
                        Integer.toString(http),
                        "USERPHONE_GRPC_PORT",
                        Integer.toString(grpc),
                        "USERPHONE_PROXIES",
                        "127.0.0.1/32",
                        "USERPHONE_STOP_NOTICE",
                        "PT5S"));
        return Program.start(folder, environment);
    }

    private Program restarted(
            Program before, EmbeddedPostgres postgres, int http, int grpc, Wire statistics) {
        before.stop();
        assertThat(before.exit()).isZero();
        var after = start(postgres, http, grpc);
        awaitUp(after, statistics);
        return after;
    }

    /** Until HAProxy sends calls to both nodes, over both protocols. */
    private static void awaitUp(Program program, Wire statistics) {
        program.base();
        program.await(
                "four servers that are up",
                () ->
                        statistics
                                        .get("/;csv", null)
                                        .body()
                                        .lines()
                                        .filter(
                                                line ->
                                                        line.matches(
                                                                "(http|grpc),(one|two),.*,UP,.*"))
                                        .count()
                                == 4);
    }

    private void add(Wire front, String user) {
        var added = front.post("/v2/users/new", issuer.token(), Issuer.newUser(user));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    /** Each sets the number of one user again and again, and reads back what was acknowledged. */
    private List<Thread> callers(Wire front, ManagedChannel channel) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER),
                "Bearer " + issuer.token());
        var users =
                UserServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        var callers = new ArrayList<Thread>();
        for (var user : OVER_HTTP) {
            callers.add(new Thread(() -> repeat(number -> setOverHttp(front, user, number))));
        }
        for (var user : OVER_GRPC) {
            callers.add(
                    new Thread(
                            () ->
                                    repeat(
                                            number -> {
                                                users.setPhone(
                                                        SetPhoneRequest.newBuilder()
                                                                .setUserId(user)
                                                                .setPhone(number)
                                                                .setIsVerified(true)
                                                                .build());
                                                assertRead(front, user, number);
                                            })));
        }
        callers.forEach(Thread::start);
        return callers;
    }

    private interface Call {
        void set(String number) throws Exception;
    }

    private void repeat(Call call) {
        for (int i = 0; !isOver.get(); i++) {
            try {
                call.set("+417912" + (30000 + i % 60000));
                calls.incrementAndGet();
            } catch (Exception | AssertionError e) { // the test counts them
                failures.add(e.toString());
            }
        }
    }

    private void setOverHttp(Wire front, String user, String number) {
        var set =
                front.post(
                        "/v2/users/" + user + "/phone",
                        issuer.token(),
                        "{\"phone\":\"" + number + "\",\"isVerified\":true}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertRead(front, user, number);
    }

    private void assertRead(Wire front, String user, String number) {
        var read = front.get("/v2/users/" + user, issuer.token());
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(json(read).toString()).contains(number);
    }

    private Process haproxy(List<Integer> ports) throws IOException {
        var file = folder.resolve("haproxy.cfg");
        Files.writeString(file, CONFIGURATION.formatted(ports.toArray()));
        return new ProcessBuilder(HAPROXY.toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.txt").toFile())
                .start();
    }
}
