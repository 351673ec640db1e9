package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void aRecordIsOneObjectOnOneLine() {
        var record = new LogRecord(Level.WARNING, "a \"quoted\"\nmessage\t\\");
        record.setLoggerName("org.userphone");
        record.setThrown(new IllegalStateException("why"));

        assertThat(new JsonLines().format(record))
                .startsWith("{\"time\":\"20")
                .contains("\"level\":\"WARNING\"", "\"logger\":\"org.userphone\"", "\"thread\":\"")
                .contains("\"message\":\"a \\\"quoted\\\"\\nmessage\\u0009\\\\\"")
                .contains("\"error\":\"java.lang.IllegalStateException: why\\n")
                .endsWith("}\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void pairsAtTheEndAreFieldsOfTheirOwn() {
        var line =
                new JsonLines()
                        .format(new LogRecord(Level.INFO, "GET /a?b=c 200 user=7 request=abc123"));

        assertThat(line)
                .contains("\"user\":\"7\"", "\"request\":\"abc123\"")
                .doesNotContain("\"b\":");
    }

    @Test
    void aPairNeverReplacesAField() {
        assertThat(new JsonLines().format(new LogRecord(Level.INFO, "a level=high")))
                .contains("\"level\":\"INFO\"")
                .doesNotContain("\"level\":\"high\"");
    }
}
