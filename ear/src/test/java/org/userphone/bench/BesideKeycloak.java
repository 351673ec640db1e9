package org.userphone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A number set at userphone, over JSON and with the code returned, beside the same number set as an
 * attribute by an update of the user at Keycloak, in turns. Both run as in production on one
 * PostgreSQL. Fails if one answer was wrong or lost.
 */
public final class BesideKeycloak {

    private static final String CALL = "set a number";
    private static final double MILLIS_OF_A_SECOND = 1000;

    /**
     * One of the two.
     *
     * @param connect so many clients
     */
    private record Side(
            String name, Server server, Call call, People people, IntFunction<Client> connect) {

        void load(int clients, Duration time, double perSecond, Tally tally)
                throws InterruptedException {
            try (var client = connect.apply(clients)) {
                Load.run(
                        new Load.Shift(call, people, clients, time, perSecond),
                        client,
                        server,
                        tally);
            }
        }
    }

    /** What is counted by itself. */
    private record Row(Side side, int clients) {}

    private final Plan plan;
    private final List<Side> sides;
    private final Map<Row, Comparison.Pair> seen = new LinkedHashMap<>();

    private BesideKeycloak(Plan plan, List<Side> sides) {
        this.plan = plan;
        this.sides = sides;
    }

    public static void main(String[] arguments) throws Exception {
        var plan = Plan.read();
        int users = plan.users().get(0);
        long errors;
        try (var userphone = Installation.start(1);
                var keycloak = KeycloakServer.start(userphone, users)) {
            // In turn, so that no two clients change one user at once.
            var people = userphone.people(users);
            var beside =
                    new BesideKeycloak(
                            plan,
                            List.of(
                                    new Side(
                                            "userphone",
                                            userphone,
                                            Call.SET_RETURN,
                                            people.inTurn(),
                                            clients -> Form.JSON.connect(userphone, clients)),
                                    new Side(
                                            "Keycloak",
                                            keycloak,
                                            Call.SET_VERIFIED,
                                            people.inTurn(),
                                            clients -> new KeycloakClient(keycloak, clients))));
            beside.warmUp();
            beside.measure();
            var text = beside.table() + userphone.database() + "\n";
            System.out.print(text);
            Files.createDirectories(plan.folder());
            Files.writeString(plan.folder().resolve("beside-keycloak.txt"), text);
            errors = beside.errors();
        }
        System.exit(errors == 0 ? 0 : 1);
    }

    /**
     * Each by one client until its compilers rest, who are kept waiting by a crowd; then by all.
     */
    private void warmUp() throws Exception {
        for (var side : sides) {
            long share = Comparison.COLD;
            for (int pass = 0; pass < plan.passes() && share >= Comparison.COLD; pass++) {
                share = warmUp(side, 1);
            }
            warmUp(side, Collections.max(plan.clients()));
        }
    }

    private long warmUp(Side side, int clients) throws Exception {
        long share =
                side.server()
                        .compilersShare(() -> side.load(clients, plan.warmUp(), 0, new Tally()));
        System.out.printf(
                "warm-up, %s, %d: the compilers had %d %% of a core%n",
                side.name(), clients, share);
        return share;
    }

    private void measure() throws InterruptedException {
        var rush = plan.rush().dividedBy(plan.rounds());
        var pace = plan.pace().dividedBy(plan.rounds());
        for (int round = 0; round < plan.rounds(); round++) {
            for (int clients : plan.clients()) {
                for (var side : sides) {
                    var pair =
                            seen.computeIfAbsent(
                                    new Row(side, clients), row -> new Comparison.Pair());
                    side.load(clients, rush, 0, pair.rush());
                    double rate = pair.rush().perSecond() * plan.share() / 100;
                    side.load(clients, pace, rate, pair.pace());
                    System.out.printf(
                            "%s, %d: %.0f/s%n", side.name(), clients, pair.rush().perSecond());
                }
            }
        }
    }

    private long errors() {
        return figures().stream().mapToLong(Figures::errors).sum();
    }

    private List<Figures> figures() {
        var figures = new ArrayList<Figures>();
        seen.forEach(
                (row, pair) ->
                        figures.add(
                                Figures.of(
                                        row.side().people().toString(),
                                        row.clients(),
                                        CALL,
                                        row.side().name(),
                                        1,
                                        pair.rush(),
                                        pair.pace(),
                                        0,
                                        0)));
        return figures;
    }

    private String table() throws IOException {
        var figures = figures();
        var text = new StringBuilder(new Table(figures).toString()).append('\n');
        for (int clients : plan.clients()) {
            var pair = figures.stream().filter(row -> row.clients() == clients).toList();
            double ours = perCpuSecond(pair.get(0));
            double theirs = perCpuSecond(pair.get(1));
            text.append(
                    "%d clients: %.0f and %.0f calls in a second of processor time, %.1f times as many%n"
                            .formatted(clients, ours, theirs, ours / theirs));
        }
        for (var side : sides) {
            text.append(
                    "%s: %d MiB%n"
                            .formatted(side.name(), side.server().meter().residentMebibytes()));
        }
        seen.forEach((row, pair) -> text.append(wrongs(row, pair.rush(), pair.pace())));
        return text.toString();
    }

    /** How often what went wrong, if something did. */
    private static String wrongs(Row row, Tally... tallies) {
        return Stream.of(tallies)
                .flatMap(tally -> tally.wrongs().entrySet().stream())
                .map(
                        wrong ->
                                "%s: %d x %s%n"
                                        .formatted(
                                                row.side().name(),
                                                wrong.getValue(),
                                                wrong.getKey()))
                .collect(Collectors.joining());
    }

    /** Of the server and of PostgreSQL together. */
    private static double perCpuSecond(Figures row) {
        return MILLIS_OF_A_SECOND / (row.programMillis() + row.databaseMillis());
    }
}
