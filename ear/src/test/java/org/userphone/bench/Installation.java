package org.userphone.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.secret.Keyring;
import org.userphone.ear.Footprint;
import org.userphone.ear.Issuer;
import org.userphone.ear.Postgres;
import org.userphone.ear.Program;
import org.userphone.ear.Target;
import org.userphone.ear.Unlimited;

/**
 * What is measured: the packaged program as in production, on PostgreSQL, with a provider of SMS
 * that takes everything, and its users.
 */
final class Installation implements Server, AutoCloseable {

    /** The library trades what a database promises for speed; here it keeps the promise. */
    private static final Map<String, String> DATABASE =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "shared_buffers", "512MB",
                    "max_wal_size", "8GB",
                    "checkpoint_timeout", "30min",
                    "max_connections", "200",
                    "shared_preload_libraries", "pg_stat_statements");

    /** Not counted among the statements of the program, as these begin with other words. */
    private static final String UNDELIVERED = "values ((select count(*) from sms_outbox))";

    /** What the provider signs with, too. */
    static final String SIGNING_KEY = "a-signing-key-of-ours";

    private static final String TEMPLATE = "template";
    private static final String EVENTS_OF_TEMPLATE =
            "select count(*) from user_event where user_id = '" + TEMPLATE + "'";
    private static final String OLD_USER = "old-user";
    private static final String VERIFIED = "{\"phone\":\"+41770000000\",\"isVerified\":true}";

    private final EmbeddedPostgres postgres;
    private final Provider provider;
    private final List<Node> nodes = new ArrayList<>();
    private final String token;
    private final Start start;
    private final Meter meter;
    private final Keyring keys;
    private final Codes codes;
    private int users;

    /**
     * How long the program took to its first answer.
     *
     * @param cpuSeconds for which it kept processors busy
     */
    record Start(double seconds, double cpuSeconds) {}

    private Installation(EmbeddedPostgres postgres, Provider provider, Issuer issuer, int count)
            throws Exception {
        this.postgres = postgres;
        this.provider = provider;
        var environment = Postgres.settings(postgres);
        environment.putAll(Unlimited.and(issuer.settings()));
        environment.putAll(
                Map.of(
                        "USERPHONE_SMS_PROVIDER",
                        "webhook",
                        "USERPHONE_SMS_WEBHOOK_URL",
                        provider.address().toString(),
                        "USERPHONE_SMS_WEBHOOK_KEYS",
                        SIGNING_KEY,
                        "USERPHONE_SMS_WEBHOOK_PRIVATE",
                        "true",
                        "USERPHONE_GRPC_REFLECTION",
                        "true"));
        keys = Keyring.parse(environment.get("USERPHONE_KEYS"), RandomGenerator.getDefault());
        codes =
                new Codes(
                        new CodePolicy(6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Duration.ofHours(1)),
                        keys,
                        new SecureRandom());
        token = issuer.token();
        long begin = System.nanoTime();
        nodes.add(Node.start(environment));
        ask("GET", "/health/ready", "");
        start = new Start((System.nanoTime() - begin) / 1e9, first().cpu().toMillis() / 1e3);
        while (nodes.size() < count) {
            nodes.add(Node.start(environment));
        }
        run("create extension pg_stat_statements");
        run("select pg_stat_statements_reset()"); // of the start
        meter = new Meter(nodes.stream().map(node -> node.program().pid()).toList(), connection());
        ask("POST", "/v2/users/new", Issuer.newUser(TEMPLATE));
    }

    /**
     * @param nodes how many processes of the program have the database together
     */
    static Installation start(int nodes) throws Exception {
        var builder = EmbeddedPostgres.builder();
        DATABASE.forEach(builder::setServerConfig);
        return new Installation(builder.start(), new Provider(), new Issuer(), nodes);
    }

    private void ask(String verb, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(http().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .method(verb, BodyPublishers.ofString(body))
                        .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** So many users at least; there are never fewer than before. */
    People people(int count) throws Exception {
        if (users < count) {
            try (var connection = connection()) {
                new Seed(connection, keys, TEMPLATE).users(users, count, Installation::user);
            }
            users = count;
        }
        return new People("%,d users".formatted(count), Installation::user, count, codes);
    }

    /** Where it is attacked, and one of its users whom somebody else reads meanwhile. */
    Target target() {
        return new Target(http(), first().grpc(), token, TEMPLATE);
    }

    Footprint.Meter footprint() throws Exception {
        return new Footprint.Meter(first());
    }

    static String user(int number) {
        return "user-" + number;
    }

    /** Every user who is made from now on has so many events; two if that is more. */
    void liveOn(int events) throws Exception {
        long left = events - eventsOfTemplate();
        while (left > 0) {
            happen(left);
            left = events - eventsOfTemplate();
        }
    }

    /** A set of a verified number is two events, and a new name is one. */
    private void happen(long left) throws IOException, InterruptedException {
        if (left % 2 == 0) {
            var body = "{\"phone\":\"+4177%07d\",\"isVerified\":true}".formatted(left);
            ask("POST", "/v2/users/" + TEMPLATE + "/phone", body);
        } else {
            var body = "{\"profile\":{\"givenName\":\"Bob\",\"familyName\":\"Example\"}}";
            ask("PUT", "/v2/users/human/" + TEMPLATE, body);
        }
    }

    private long eventsOfTemplate() throws SQLException {
        try (var connection = connection();
                var statement = connection.prepareStatement(EVENTS_OF_TEMPLATE)) {
            return number(statement);
        }
    }

    /** One user to whom so much has happened. */
    People oldUser(int events) throws Exception {
        ask("POST", "/v2/users/new", Issuer.newUser(OLD_USER));
        ask("POST", "/v2/users/" + OLD_USER + "/phone", VERIFIED);
        try (var connection = connection()) {
            new Seed(connection, keys, OLD_USER).events(events);
        }
        return new People("a user of %,d events".formatted(events), i -> OLD_USER, 1, codes);
    }

    /** Its version, and what it promises. */
    String database() throws SQLException {
        var question =
                "SELECT current_setting('server_version'), current_setting('fsync'),"
                        + " current_setting('synchronous_commit')";
        try (var connection = connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return "PostgreSQL %s, fsync %s, synchronous_commit %s"
                    .formatted(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    Connection connection() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** A connection that sends statements as they are, with the places of their parameters. */
    Connection verbatim() throws SQLException {
        return postgres.getDatabase("postgres", "postgres", Map.of("preferQueryMode", "simple"))
                .getConnection();
    }

    /** Waits until every SMS has been delivered; how many have not after so long. */
    long awaitDelivery(Duration patience) throws InterruptedException, SQLException {
        long end = System.nanoTime() + patience.toNanos();
        try (var connection = connection();
                var statement = connection.prepareStatement(UNDELIVERED)) {
            long left = number(statement);
            while (left > 0 && System.nanoTime() - end < 0) {
                MILLISECONDS.sleep(10);
                left = number(statement);
            }
            return left;
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The URL of another database on the same PostgreSQL, which is empty. */
    String addDatabase(String name) throws SQLException {
        run("create database " + name);
        return postgres.getJdbcUrl("postgres", name);
    }

    /** What still waits to be sent belongs to no other measurement. */
    void forgetSms() throws SQLException {
        run("truncate sms_outbox");
    }

    private void run(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    private Program first() {
        return nodes.get(0).program();
    }

    /** Of the first node. */
    URI http() {
        return nodes.get(0).http();
    }

    @Override
    public String token() {
        return token;
    }

    Provider provider() {
        return provider;
    }

    Start howItStarted() {
        return start;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public void close() throws IOException, SQLException {
        meter.close();
        nodes.forEach(Node::close);
        provider.close();
        postgres.close();
    }
}
