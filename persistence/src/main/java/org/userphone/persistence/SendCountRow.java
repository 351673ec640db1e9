package org.userphone.persistence;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.stream.Collectors.joining;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.userphone.domain.guard.Fill;
import org.userphone.domain.guard.SendCount;
import org.userphone.domain.guard.SendCount.SentCode;

/**
 * The count of a key. It is stored as one text, so that rows of all kinds are updated by the same
 * statement, and together. The text consists of the total, the times and the codes, separated by
 * semicolons. Times are microseconds since 1970 in base 36, and codes have the form
 * tag.time.entered.
 */
@Entity
@Table(name = "send_count")
class SendCountRow {

    @Id
    @Column(name = "count_key")
    private String key;

    private String counted;

    @Column(name = "needed_until")
    private Instant neededUntil;

    /** In millionths, so that it changes whenever something is counted, as the others do. */
    @Column(name = "fill_ppm")
    private int fillPpm;

    @Column(name = "refused_until")
    private Instant refusedUntil;

    /** For JPA. Rows are inserted by {@link JpaSendCounts#lock}. */
    protected SendCountRow() {}

    String key() {
        return key;
    }

    /** Whether nothing has been counted under this key yet. */
    boolean isNew() {
        return counted.isEmpty();
    }

    SendCount toCount() {
        if (isNew()) {
            return SendCount.NONE;
        }
        String[] parts = counted.split(";", -1);
        return new SendCount(
                words(parts[1]).map(SendCountRow::time).toList(),
                words(parts[2]).map(SendCountRow::code).toList(),
                new BigDecimal(parts[0]));
    }

    void become(SendCount count, Instant until, Fill fill) {
        counted =
                String.join(
                        ";",
                        count.total().toPlainString(),
                        count.times().stream().map(SendCountRow::text).collect(joining(" ")),
                        count.codes().stream().map(SendCountRow::text).collect(joining(" ")));
        neededUntil = until;
        fillPpm = fill.ppm();
        refusedUntil = fill.refusedUntil().orElse(null);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static SentCode code(String text) {
        String[] parts = text.split("\\.");
        return new SentCode(parts[0], time(parts[1]), parts[2].equals("1"));
    }

    private static String text(SentCode code) {
        return code.tag() + "." + text(code.at()) + "." + (code.entered() ? "1" : "0");
    }

    private static Instant time(String text) {
        return Instant.EPOCH.plus(Long.parseLong(text, Character.MAX_RADIX), MICROS);
    }

    private static String text(Instant time) {
        return Long.toString(MICROS.between(Instant.EPOCH, time), Character.MAX_RADIX);
    }
}
