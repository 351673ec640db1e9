package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The adapters on the partitions that {@code docs/scale.md} makes, by the statements there. */
class PartitionedTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "scale.md");
    private static final Pattern STATEMENT = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private static final String PARTITIONS =
            "select relname from pg_class where relkind = 'p' order by relname";

    private static final String INDEXES =
            "select replace(indexdef, ' ONLY', '') from pg_indexes where tablename in"
                    + " ('user_event', 'sms_message') and indexname not like '%_pk' order by 1";

    private static final TestDatabase WHOLE = new TestDatabase(Engine.POSTGRESQL.newDatabase());
    private static final TestDatabase DATABASE = partitioned();

    private static TestDatabase partitioned() {
        var database = new TestDatabase(Engine.POSTGRESQL.newDatabase());
        var dataSource = new UserphoneDataSource(database.settings());
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static List<String> statements() {
        try {
            return STATEMENT
                    .matcher(Files.readString(DOCUMENT))
                    .results()
                    .map(MatchResult::group)
                    .map(block -> block.substring("```sql\n".length(), block.length() - 3))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<?> ask(TestDatabase database, String sql) {
        return database.in(() -> database.entityManager().createNativeQuery(sql).getResultList());
    }

    @Test
    void eventsAndMessagesArePartitionedAndHaveAllTheirIndexes() {
        assertThat(ask(DATABASE, PARTITIONS)).hasToString("[sms_message, user_event]");
        assertThat(ask(DATABASE, INDEXES)).isEqualTo(ask(WHOLE, INDEXES));
    }

    @Nested
    class EventLog extends JpaEventLogTest.Contract {
        EventLog() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class SmsMessages extends JpaSmsMessagesTest.Contract {
        SmsMessages() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class TransactionalOutbox extends JpaTransactionalOutboxTest.Contract {
        TransactionalOutbox() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class Users extends JpaUsersTest.Contract {
        Users() {
            super(DATABASE.emptied());
        }
    }
}
