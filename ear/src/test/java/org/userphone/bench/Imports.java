package org.userphone.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast a file of users is imported, and how fast bare JDBC inserts the same rows again under
 * other ids: as many users in a transaction, in batches of the driver, and with nothing around it.
 */
final class Imports {

    private static final String OWNER = "300000000000000001";
    private static final int BATCH = 100;
    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 3;

    private final Installation program;

    Imports(Installation program) {
        this.program = program;
    }

    /**
     * @param users of each file; nothing is measured if it is 0
     */
    String run(int users) throws Exception {
        if (users == 0) {
            return "";
        }
        importFile("warm", WARM_UP);
        var text = new StringBuilder("\nimport of users\n");
        text.append("%10s%14s%14s%10s%n".formatted("users", "imported/s", "bare JDBC/s", "share"));
        for (int round = 0; round < ROUNDS; round++) {
            double imported = importFile("import" + round, users);
            double floor = insertAgain("import" + round, users);
            text.append(
                    "%10d%14.0f%14.0f%9.0f%%%n"
                            .formatted(users, imported, floor, 100 * imported / floor));
        }
        return text.toString();
    }

    private double importFile(String prefix, int users) throws IOException, InterruptedException {
        var file =
                IntStream.range(0, users)
                        .mapToObj(i -> line(prefix, i))
                        .collect(Collectors.joining("\n"));
        var request =
                HttpRequest.newBuilder(program.http().resolve("/userphone/v1/users/_import"))
                        .header("Authorization", "Bearer " + program.token())
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(file))
                        .build();
        long begin = System.nanoTime();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!answer.body()
                .endsWith("{\"totals\":{\"created\":%d,\"complete\":true}}\n".formatted(users))) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + answer.body().lines().reduce((a, b) -> b));
        }
        return users / seconds;
    }

    private static String line(String prefix, int number) {
        return """
               {"externalId":"%1$s-%2$d","organizationId":"%3$s","username":"%1$s-%2$d",\
               "human":{"profile":{"givenName":"Minnie","familyName":"Mouse","preferredLanguage":"en"},\
               "email":{"email":"%1$s-%2$d@example.com","isVerified":true},\
               "phone":{"phone":"+4179%4$07d","isVerified":true}}}"""
                .formatted(prefix, number, OWNER, number);
    }

    private double insertAgain(String prefix, int users) throws SQLException {
        try (var database = program.connection()) {
            var snapshots =
                    new Rows(
                            database,
                            "user_account",
                            "select * from user_account where username like '"
                                    + prefix
                                    + "-%'"
                                    + " order by id");
            var events =
                    new Rows(
                            database,
                            "user_event",
                            "select e.* from user_event e join user_account u on u.id = e.user_id"
                                    + " where u.username like '"
                                    + prefix
                                    + "-%'"
                                    + " order by e.user_id, e.sequence");
            database.setAutoCommit(false);
            int perUser = events.count() / users;
            long begin = System.nanoTime();
            for (int from = 0; from < users; from += BATCH) {
                int to = Math.min(users, from + BATCH);
                events.insert(database, from * perUser, to * perUser);
                snapshots.insert(database, from, to);
                database.commit();
            }
            return users / ((System.nanoTime() - begin) / 1e9);
        }
    }

    /** Rows of a table, whose ids and unique names are made others. */
    private static final class Rows {

        private static final List<String> UNIQUE =
                List.of("id", "user_id", "username_key", "external_id");

        private final String insert;
        private final List<List<Object>> rows = new ArrayList<>();

        Rows(Connection database, String table, String select) throws SQLException {
            try (var statement = database.createStatement();
                    var found = statement.executeQuery(select)) {
                var columns = new ArrayList<String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    columns.add(found.getMetaData().getColumnName(i));
                }
                while (found.next()) {
                    var row = new ArrayList<Object>();
                    for (int i = 0; i < columns.size(); i++) {
                        var value = found.getObject(i + 1);
                        row.add(UNIQUE.contains(columns.get(i)) ? value + "'" : value);
                    }
                    rows.add(row);
                }
                insert =
                        "insert into %s (%s) values (%s)"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(
                                                ", ", Collections.nCopies(columns.size(), "?")));
            }
        }

        int count() {
            return rows.size();
        }

        void insert(Connection database, int from, int to) throws SQLException {
            try (var statement = database.prepareStatement(insert)) {
                for (var row : rows.subList(from, to)) {
                    for (int i = 0; i < row.size(); i++) {
                        statement.setObject(i + 1, row.get(i));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }
}
