package org.userphone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.userphone.ear.WebhookSignature;

/** How soon an SMS leaves, how many leave in a second, and how many receipts come in. */
final class Sms {

    /** Enough for each to get one code only: one that is replaced is not sent any more. */
    private static final int USERS = 20_000;

    private static final int AT_REST = 300;
    private static final int MAX_REST_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Less than the program waits for its provider: what is held back is not sent again. */
    private static final Duration HELD_BACK = Duration.ofSeconds(4);

    private static final Duration PROVIDER_TAKES = Duration.ofMillis(50);

    /** As many SMS are on their way at once, unless the program is told otherwise. */
    private static final int WORKERS = 64;

    private static final int CLIENTS = 16;

    /** Providers have more machines than we have. */
    private static final int PROVIDERS = 64;

    /** More than come in, so that each is about a message of its own. */
    private static final int MAX_RECEIPTS_PER_SECOND = 40_000;

    private static final int IN_LIST = 20;
    private static final String RECEIPT = "{\"id\":\"receipt-%d\",\"state\":\"delivered\"}";

    private static final String ADD_MESSAGES =
            """
            insert into sms_message (id, resource_owner, number_end, country, provider, reference,
                state, segments, cost, promised_at, left_at, changed_at)
            select 'receipt-' || i, 'bench', '+…00', 'CH', 'webhook', 'receipt-' || i,
                'ACCEPTED', 1, 0.05, now(), now(), now()
            from generate_series(0, %d) i
            """;

    private static final String COUNT_DELIVERED =
            "select count(*) from sms_message where id like 'receipt-%' and state = 'DELIVERED'";

    private final Installation program;
    private final Provider provider;
    private final People people;
    private final List<Figures> figures = new ArrayList<>();

    /** What is done over one connection time and again; true if it went well. */
    private interface Work {
        boolean isDone(HttpConnection http) throws IOException;
    }

    Sms(Installation program) throws Exception {
        this.program = program;
        this.provider = program.provider();
        this.people = program.people(USERS).inTurn();
    }

    /**
     * @param time how long receipts come in; none of all this is measured if that is zero
     */
    List<Figures> run(Duration time) throws Exception {
        if (!time.isZero()) {
            drained(); // does not count
            atRest();
            sent();
            receipts(time);
        }
        return figures;
    }

    /** From the call that commits it to the provider's: not less than from the commit. */
    private void atRest() throws Exception {
        provider.hold();
        provider.take(Duration.ZERO);
        var soon = new Tally();
        try (var client = Form.JSON.connect(program, 1)) {
            for (int i = 0; i < AT_REST; i++) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(MAX_REST_MILLIS));
                var request = Call.SET_SEND.request(people, Optional.of(program.token()));
                long begin = System.nanoTime();
                var answer = client.send(request.orElseThrow()).get();
                var arrival = provider.arrival(PATIENCE);
                if (Call.SET_SEND.isRight(request.get(), answer) && arrival.isPresent()) {
                    soon.right(arrival.getAsLong() - begin);
                } else {
                    soon.wrong("no SMS");
                }
            }
        }
        add("from set to the provider, at rest", 1, "webhook", new Tally(), soon, 0);
    }

    /** Beside them the floor: as many connections that do nothing but tell the provider. */
    private void sent() throws Exception {
        provider.hold();
        provider.take(PROVIDER_TAKES);
        var number = new AtomicInteger();
        var bare =
                rush(
                        WORKERS,
                        HELD_BACK,
                        provider.address(),
                        http -> {
                            var key = "Idempotency-Key: " + number.getAndIncrement() + "\r\n";
                            return http.send("POST /", key, "{}".getBytes(UTF_8)).status() == 204;
                        });
        var title = "SMS that the provider takes in %d ms".formatted(PROVIDER_TAKES.toMillis());
        add(title, WORKERS, "bare HTTP", bare, new Tally(), 0);
        add(title, WORKERS, "webhook", drained(), new Tally(), bare.perSecond());
    }

    /** What leaves when the provider, who has held back what was promised meanwhile, takes it. */
    private Tally drained() throws InterruptedException {
        provider.hold();
        var sets = new Tally();
        try (var client = Form.JSON.connect(program, CLIENTS)) {
            var shift = new Load.Shift(Call.SET_SEND, people, CLIENTS, HELD_BACK, 0);
            Load.run(shift, client, program, sets);
        }
        var sent = new Tally();
        var spent = program.meter().read();
        long begin = System.nanoTime();
        provider.take(PROVIDER_TAKES);
        for (long i = 0; i < sets.count() && provider.arrival(PATIENCE).isPresent(); i++) {
            sent.right(System.nanoTime() - begin);
        }
        sent.add(
                Duration.ofNanos(System.nanoTime() - begin),
                program.meter().read().minus(spent),
                sets.failed() + Math.abs(sets.count() - provider.count()) + provider.repeats());
        return sent;
    }

    /** Each about another message; beside them the floor, receipts that are forged. */
    private void receipts(Duration time) throws Exception {
        try (var database = program.connection();
                var statement = database.createStatement()) {
            statement.execute(
                    ADD_MESSAGES.formatted(3 * time.toSeconds() * MAX_RECEIPTS_PER_SECOND));
            statement.execute("analyze sms_message");
        }
        var number = new AtomicInteger();
        var forgeries = new AtomicInteger();
        tell(time, forgeries, 1, "forged", 401); // does not count, nor does what comes next
        var warm = tell(time, number, 1, Installation.SIGNING_KEY, 204);
        var forged = tell(time, forgeries, 1, "forged", 401);
        var signed = tell(time, number, 1, Installation.SIGNING_KEY, 204);
        var listed = tell(time, number, IN_LIST, Installation.SIGNING_KEY, 204);
        long lost = warm.count() + signed.count() + IN_LIST * listed.count() - delivered();
        signed.add(Duration.ZERO, Costs.NONE, Math.abs(lost));
        add("receipt", PROVIDERS, "forged", forged, new Tally(), 0);
        add("receipt", PROVIDERS, "signed", signed, new Tally(), forged.perSecond());
        var list = "list of %d receipts".formatted(IN_LIST);
        add(list, PROVIDERS, "signed", listed, new Tally(), forged.perSecond());
    }

    private Tally tell(Duration time, AtomicInteger number, int count, String key, int status)
            throws Exception {
        return rush(
                PROVIDERS,
                time,
                program.http(),
                http -> {
                    int first = number.getAndAdd(count);
                    var body =
                            IntStream.range(first, first + count)
                                    .mapToObj(RECEIPT::formatted)
                                    .collect(joining(",", "[", "]"));
                    var signature = WebhookSignature.of(key, body);
                    var answer =
                            http.send(
                                    "POST /sms/receipts/webhook",
                                    "ZITADEL-Signature: " + signature + "\r\n",
                                    body.getBytes(UTF_8));
                    return answer.status() == status;
                });
    }

    private long delivered() throws SQLException {
        try (var database = program.connection();
                var statement = database.createStatement();
                var row = statement.executeQuery(COUNT_DELIVERED)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Tally rush(int connections, Duration time, URI to, Work work) throws Exception {
        var tally = new Tally();
        var spent = program.meter().read();
        long begin = System.nanoTime();
        Callable<Void> one =
                () -> {
                    try (var http = new HttpConnection(to)) {
                        for (long at = begin; at - begin < time.toNanos(); at = System.nanoTime()) {
                            if (work.isDone(http)) {
                                tally.right(System.nanoTime() - at);
                            } else {
                                tally.wrong("another answer than expected");
                            }
                        }
                    }
                    return null;
                };
        var threads = Executors.newFixedThreadPool(connections);
        for (var end : threads.invokeAll(Collections.nCopies(connections, one))) {
            end.get();
        }
        threads.shutdown();
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        tally.add(elapsed, program.meter().read().minus(spent), 0);
        return tally;
    }

    private void add(
            String what, int connections, String form, Tally rush, Tally pace, double floor) {
        figures.add(
                Figures.of(people.toString(), connections, what, form, 1, rush, pace, floor, 0));
    }
}
