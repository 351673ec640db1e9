package org.userphone.persistence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.access.UserId;

/** Looks for what the tables still contain of a user who was deleted. */
class ErasureTest {

    private static final List<String> PERSONAL =
            List.of("791234566", "791234567", "example.com", "Given", "Family", "is your code");

    @ParameterizedTest
    @EnumSource
    void noTableHoldsAByteOfADeletedUsersNumbersNamesAndAddresses(Engine engine) throws Exception {
        var settings = engine.newDatabase();
        var database = new TestDatabase(settings);
        var house = new House(database, Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "+41791234566");
        house.deliver();
        house.setPhone(MINNIE, "+41791234567");
        sayInPlain(database, "{\"phone\":\"+41791234566\"}");
        assertThat(found(settings)).containsExactlyInAnyOrderElementsOf(PERSONAL);

        house.delete(MINNIE);

        assertThat(found(settings)).isEmpty();
        assertThat(house.users().history(MINNIE, 0, 100)).hasSize(7);
    }

    @Test
    void theFileOfAnEmbeddedDatabaseHoldsNoneOfThemOnceItIsClosed(@TempDir Path folder)
            throws Exception {
        // H2 itself tidies up for this long, which is enough for a file as small as this one.
        var url = "jdbc:h2:file:" + folder + "/userphone;MAX_COMPACT_TIME=0";
        var settings = Engine.settings(url, "", "");
        var house = new House(new TestDatabase(settings), Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "+41791234567");
        new DatabaseFile(settings).close();
        assertThat(foundIn(folder)).contains("791234567", "example.com", "Given", "Family");

        new House(new TestDatabase(settings), Clock.systemUTC()).delete(MINNIE);
        new DatabaseFile(settings).close();

        assertThat(foundIn(folder)).isEmpty();
    }

    @Test
    void afterAKillTheNextStartErasesWhatWasDeletedAndLosesNothingElse(
            @TempDir Path folder, @TempDir Path killed) throws Exception {
        var settings = Engine.settings("jdbc:h2:file:" + folder + "/userphone", "", "");
        new DatabaseFile(settings).open();
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            var house = new House(new TestDatabase(settings), Clock.systemUTC());
            house.addHuman(MINNIE);
            house.setPhone(MINNIE, "+41791234567");
            house.delete(MINNIE);
            house.addHuman(new UserId("mickey"));
            connection.setAutoCommit(false);
            statement.executeUpdate("update user_account set username = 'uncommitted'");
            copy(folder, killed);
        }
        assertThat(foundIn(killed)).contains("791234567");
        var next = Engine.settings("jdbc:h2:file:" + killed + "/userphone", "", "");

        for (int start = 0; start < 3; start++) {
            new DatabaseFile(next).open();

            assertThat(foundIn(killed)).doesNotContain("791234567");
            assertThat(usernames(next)).containsExactly("mickey@example.com");
        }
        new DatabaseFile(next).close();
        try (var files = Files.list(killed)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            killed.resolve("userphone.mv.db"), killed.resolve("userphone.length"));
        }
        new DatabaseFile(settings).close();
    }

    private static List<String> usernames(DatabaseSettings settings) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = settings.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select username from user_account")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** As the files lie on the disk when the process is killed that has them open. */
    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** What of the personal data is found among the bytes of any file. */
    private static List<String> foundIn(Path folder) throws IOException {
        var everything = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                everything.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return PERSONAL.stream().filter(everything.toString()::contains).toList();
    }

    /** Stores the payload in the clear, as it was before users had keys. */
    private static void sayInPlain(TestDatabase database, String payload) {
        database.run(
                () ->
                        database.entityManager()
                                .createNativeQuery(
                                        "update user_event set payload = ? where sequence = 2")
                                .setParameter(1, payload)
                                .executeUpdate());
    }

    /** The personal data that is found in any column of any table. */
    private static List<String> found(DatabaseSettings settings) throws SQLException {
        var everything = new ArrayList<String>();
        try (var connection = settings.connect();
                var tables =
                        connection
                                .getMetaData()
                                .getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                var table = tables.getString("TABLE_SCHEM") + "." + tables.getString("TABLE_NAME");
                if (!table.toLowerCase().matches("(information_schema|pg_catalog)[.].*")) {
                    read(connection, table, everything);
                }
            }
        }
        return PERSONAL.stream()
                .filter(text -> everything.stream().anyMatch(value -> value.contains(text)))
                .toList();
    }

    private static void read(Connection connection, String table, List<String> into)
            throws SQLException {
        var name = Stream.of(table.split("\\.")).map(part -> '"' + part + '"').toList();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from " + String.join(".", name))) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    into.add(String.valueOf(rows.getString(i)));
                }
            }
        }
    }
}
