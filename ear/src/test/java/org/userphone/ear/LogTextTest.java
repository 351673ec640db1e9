package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogTextTest {

    private static final String FORGED =
            "GET /a\r\n2026-11-29T00:00:00Z SEVERE \u001b[31mforged\u0000\u009b2J\u2028\u2029\u0085";

    private static final List<Formatter> FORMS = List.of(new PlainLines(), new JsonLines());

    private static LogRecord record(String message) {
        var record = new LogRecord(Level.INFO, message);
        record.setLoggerName("org.userphone");
        return record;
    }

    @Test
    void aMessageIsOneLineWithoutControlCharacters() {
        for (var form : FORMS) {
            var line = form.format(record(FORGED));

            assertThat(line).endsWith("\n");
            assertThat(line.stripTrailing().chars().filter(LogText::isControl)).isEmpty();
            assertThat(line).contains("\\n2026", "\\u001b[31mforged\\u0000\\u009b2J\\u2028");
        }
    }

    @Test
    void aParameterOfAMessageIsNoneOfItsLines() {
        var record = record("said {0}");
        record.setParameters(new Object[] {FORGED});

        assertThat(new PlainLines().format(record)).containsOnlyOnce("\n").contains("/a\\r\\n2026");
    }

    @Test
    void aStackTraceHasLinesAndItsMessagesHaveNone() {
        var thrown = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
        thrown.addSuppressed(new RuntimeException(FORGED));
        var record = record("failed");
        record.setThrown(thrown);

        var lines = new PlainLines().format(record).lines().toList();

        assertThat(lines).hasSizeGreaterThan(5);
        assertThat(lines.subList(1, lines.size()))
                .allMatch(
                        line ->
                                line.matches(
                                        "\\t+(at|\\.\\.\\.) .*"
                                                + "|(\\tSuppressed: |Caused by: )?java\\.lang\\..*"));
        assertThat(lines).filteredOn(line -> line.contains("\\u001b[31mforged")).hasSize(3);
        assertThat(String.join("", lines)).doesNotContain("\u001b", "\u009b", "\u2028");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(LogText.escaped("für +41 \\n …")).isEqualTo("für +41 \\n …");
        assertThat(LogText.escaped(null)).isNull();
    }
}
