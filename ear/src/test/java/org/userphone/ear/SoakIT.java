package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.sun.net.httpserver.HttpServer;
import io.grpc.ManagedChannel;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program under load over every wire form for ten minutes ({@code -Dsoak.time=PT2M}
 * makes it two), while its database is restarted, its provider of SMS fails, connections are cut
 * and requests are malformed.
 */
@Tag("soak")
class SoakIT {

    private static final Duration TIME = Duration.parse(System.getProperty("soak.time", "PT10M"));

    private static final List<Attack> ATTACKS =
            List.of(
                    Attack.CUT_REQUESTS,
                    Attack.MALFORMED_GRPC_TIMEOUTS,
                    Attack.GRPC_CALLS_WITHOUT_END,
                    Attack.SLOW_HTTP_BODIES);

    /** So many calls over each wire form are done between two disturbances. */
    private static final int ENOUGH = 20;

    /** As many messages may be on their way to the provider when the database is stopped. */
    private static final int WORKERS = 4;

    private final Issuer issuer = new Issuer();
    private final String token = issuer.token();
    private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean providerFails;

    @TempDir private Path folder;

    private HttpServer provider;
    private EmbeddedPostgres postgres;
    private Program program;
    private ManagedChannel channel;
    private MixedLoad load;
    private int rounds;

    @BeforeEach
    void start() throws IOException {
        provider = provider();
        postgres = database(0);
        var settings = Unlimited.and(issuer.settings());
        settings.putAll(Postgres.settings(postgres));
        settings.putAll(
                Map.of(
                        "USERPHONE_SMS_PROVIDER", "webhook",
                        "USERPHONE_SMS_WEBHOOK_URL",
                                "http://127.0.0.1:" + provider.getAddress().getPort() + "/sms",
                        "USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours",
                        "USERPHONE_SMS_WEBHOOK_PRIVATE", "true",
                        "USERPHONE_SMS_WORKERS", Integer.toString(WORKERS),
                        "USERPHONE_DB_WAIT", "PT1S"));
        program = Program.start(folder, settings);
        channel = program.channel();
        load = new MixedLoad(new WireForm.Program(program.base(), channel), token);
    }

    @AfterEach
    void stop() throws IOException {
        channel.shutdownNow();
        program.close();
        postgres.close();
        provider.stop(0);
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHeldAfterwards() throws Exception {
        try (var meter = new Footprint.Meter(program)) {
            long end = System.nanoTime() + TIME.toNanos();
            soak(0); // what is made once is made before the first reading
            var before = meter.read();
            soak(end);

            assertThat(program.out().lines())
                    .as("faults of our own, and numbers")
                    .noneMatch(line -> line.contains(" SEVERE ") || line.contains("+4179"));
            load.assertNothingIsLost();
            assertThat(meter.readOnceBackAt(before))
                    .as("as it was before: %s", before)
                    .matches(held -> held.isBackAt(before));
        }
        assertThat(busyConnections()).isZero();
        assertThat(received.values().stream().filter(times -> times.get() > 1).count())
                .as("sent, and not recorded before the database was stopped")
                .isLessThanOrEqualTo((long) rounds * WORKERS);
    }

    /**
     * Loads and disturbs the program, once or until the time is over, and waits until all that was
     * promised is done.
     *
     * @param end the time on the scale of {@link System#nanoTime}
     */
    private void soak(long end) throws Exception {
        load.begin();
        try {
            do {
                disturb(ATTACKS.get(rounds % ATTACKS.size()));
                rounds++;
            } while (System.nanoTime() < end);
        } finally {
            load.end();
        }
        program.await("all SMS that were promised", this::isAllReceived);
        program.awaitRest();
    }

    private boolean isAllReceived() {
        return StreamSupport.stream(load.promisedNumbers().spliterator(), false)
                .allMatch(received::containsKey);
    }

    private void disturb(Attack attack) throws IOException {
        awaitMore(ENOUGH, Code.OK);

        int port = postgres.getPort();
        postgres.close();
        awaitMore(1, Code.UNAVAILABLE);
        postgres = database(port);
        awaitMore(ENOUGH, Code.OK);

        providerFails = true;
        int enough = turnedAway.get() + ENOUGH;
        program.await("SMS that are turned away", () -> turnedAway.get() >= enough);
        providerFails = false;

        var target = new Target(program.base(), program.grpc(), token, "user1");
        try (var attacker = new Attacker(attack, target)) {
            attacker.begin();
            awaitMore(ENOUGH, Code.OK);
        }
    }

    /** Waits until there are more calls with this outcome than there were, over each wire form. */
    private void awaitMore(int more, Code outcome) {
        for (var form : WireForm.ALL) {
            int enough = load.times(form, outcome) + more;
            program.await(form + " " + outcome, () -> load.times(form, outcome) >= enough);
        }
    }

    /** Counts the messages to each number, unless it fails. */
    private HttpServer provider() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        var number =
                                reader.readObject()
                                        .getJsonObject("contextInfo")
                                        .getString("recipientPhoneNumber");
                        boolean fails = providerFails;
                        if (fails) {
                            turnedAway.incrementAndGet();
                        } else {
                            received.computeIfAbsent(number, first -> new AtomicInteger())
                                    .incrementAndGet();
                        }
                        exchange.sendResponseHeaders(fails ? 503 : 204, -1);
                    }
                });
        server.start();
        return server;
    }

    /**
     * The database, with what it held before.
     *
     * @param port 0 for any that is free
     */
    private EmbeddedPostgres database(int port) throws IOException {
        var database =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("database"))
                        .setCleanDataDirectory(false)
                        // As PostgreSQL itself has it; what is embedded acknowledges too early.
                        .setServerConfig("synchronous_commit", "on");
        return (port == 0 ? database : database.setPort(port)).start();
    }

    private int busyConnections() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity"
                                        + " where application_name = 'userphone'"
                                        + " and state <> 'idle'")) {
            result.next();
            return result.getInt(1);
        }
    }
}
