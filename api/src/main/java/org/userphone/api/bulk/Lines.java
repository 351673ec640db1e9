package org.userphone.api.bulk;

import java.io.IOException;
import java.util.Optional;
import org.userphone.api.bulk.FileRecord.Collector;

/**
 * Records that end with their line: those of NDJSON, and those of CSV, where the end of a line may
 * stand between quotation marks (RFC 4180 2.6). Blank lines are no records.
 */
final class Lines implements FileRecords {

    private final ByteSource source;
    private final boolean hasQuotes;

    /**
     * @param hasQuotes whether the end of a line between quotation marks is a part of the record
     */
    Lines(ByteSource source, boolean hasQuotes) {
        this.source = source;
        this.hasQuotes = hasQuotes;
    }

    /** After a record that is too long, the next one begins on the next line. */
    @Override
    public Optional<FileRecord> next() throws IOException {
        while (source.peek() != ByteSource.END) {
            var line = new Collector(source.line());
            boolean isBlank = true;
            boolean isQuoted = false;
            int before = ',';
            int taken = source.take();
            while (taken != ByteSource.END && !(taken == '\n' && (!isQuoted || line.isFull()))) {
                isQuoted = hasQuotes && (isQuoted ? taken != '"' : opens(taken, before));
                before = taken;
                isBlank &= taken == ' ' || taken == '\t' || taken == '\r';
                line.add(taken);
                taken = source.take();
            }
            if (!isBlank) {
                return Optional.of(line.record());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a quotation mark opens a value: at its beginning, or after one that seemed to close
     * it and stands for itself. Anywhere else it is a letter.
     */
    private static boolean opens(int taken, int before) {
        return taken == '"' && (before == ',' || before == ';' || before == '"');
    }
}
