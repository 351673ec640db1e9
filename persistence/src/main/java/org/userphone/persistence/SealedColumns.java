package org.userphone.persistence;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.domain.secret.SealedThings.Kind;

/**
 * The columns of a table that say by which key something was sealed, so that one reading of the
 * table counts all of them. A sealed text begins with the id of its key and a colon.
 */
record SealedColumns(String table, List<Column> columns) {

    /**
     * A column, or an expression of one.
     *
     * @param keyId SQL for the id of the key; null where there is nothing
     */
    record Column(Kind kind, String keyId) {

        private static Column text(Kind kind, String name) {
            return new Column(
                    kind, "substring(%1$s, 1, position(':' in %1$s) - 1)".formatted(name));
        }
    }

    static final List<SealedColumns> ALL =
            List.of(
                    new SealedColumns(
                            "user_account",
                            List.of(
                                    Column.text(Kind.USERS, "event_key"),
                                    new Column(Kind.CODES, "phone_code_key"),
                                    new Column(Kind.CODES, "email_code_key"))),
                    new SealedColumns(
                            "sms_provider", List.of(Column.text(Kind.PROVIDERS, "sealed"))),
                    new SealedColumns("sms_outbox", List.of(Column.text(Kind.SMS, "sealed"))),
                    new SealedColumns("kept_answer", List.of(Column.text(Kind.ANSWERS, "sealed"))));

    /** The query whose rows have a key for each column, and in the end how often these are so. */
    String query() {
        var places = Stream.iterate(1, place -> place + 1).limit(columns.size());
        return "select %s, count(*) from %s group by %s"
                .formatted(
                        columns.stream().map(Column::keyId).collect(Collectors.joining(", ")),
                        table,
                        places.map(String::valueOf).collect(Collectors.joining(", ")));
    }

    /** Adds the rows of {@link #query} to what is known of each key. */
    void add(List<Object[]> rows, Map<String, Map<Kind, Long>> counts) {
        for (var row : rows) {
            long times = ((Number) row[columns.size()]).longValue();
            for (int i = 0; i < columns.size(); i++) {
                if (row[i] != null) {
                    counts.computeIfAbsent((String) row[i], key -> new EnumMap<>(Kind.class))
                            .merge(columns.get(i).kind(), times, Long::sum);
                }
            }
        }
    }
}
