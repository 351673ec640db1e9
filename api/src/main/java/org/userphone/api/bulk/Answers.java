package org.userphone.api.bulk;

import java.io.IOException;
import java.io.OutputStream;
import org.userphone.api.contract.ImportOutcome;
import org.userphone.api.contract.ImportResult;
import org.userphone.api.contract.ImportTotals;
import org.userphone.api.contract.ImportTotals.Totals;
import org.userphone.api.http.ProtoJson;

/** Writes what becomes of the lines of a file, and counts it. */
final class Answers {

    private final OutputStream out;
    private final boolean refusedOnly;
    private final Totals.Builder totals = Totals.newBuilder();

    /**
     * @param refusedOnly whether only the lines that are refused are answered
     */
    Answers(OutputStream out, boolean refusedOnly) {
        this.out = out;
        this.refusedOnly = refusedOnly;
    }

    void add(ImportResult result) throws IOException {
        switch (result.getOutcome()) {
            case IMPORT_OUTCOME_CREATED -> totals.setCreated(totals.getCreated() + 1);
            case IMPORT_OUTCOME_UPDATED -> totals.setUpdated(totals.getUpdated() + 1);
            case IMPORT_OUTCOME_UNCHANGED -> totals.setUnchanged(totals.getUnchanged() + 1);
            case IMPORT_OUTCOME_REFUSED -> totals.setRefused(totals.getRefused() + 1);
            case IMPORT_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(result.getOutcome().name());
        }
        if (!refusedOnly || result.getOutcome() == ImportOutcome.IMPORT_OUTCOME_REFUSED) {
            write(ProtoJson.write(result));
        }
    }

    /** Sends what is written; this waits while the client has still to fetch much of it. */
    void flush() throws IOException {
        out.flush();
    }

    /** What the lines have come to so far. */
    Totals.Builder totals() {
        return totals;
    }

    void end() throws IOException {
        write(ProtoJson.write(ImportTotals.newBuilder().setTotals(totals).build()));
        flush();
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
