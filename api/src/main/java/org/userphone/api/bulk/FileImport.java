package org.userphone.api.bulk;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.userphone.api.call.ImportCalls;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.contract.ImportResult;
import org.userphone.api.contract.ImportUsersRequest;
import org.userphone.api.contract.ImportUsersResponse;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.account.ImportUsers;

/**
 * The import of one file: its lines go through the call ImportUsers, as many at a time as one call
 * takes, and fewer if the client sends no more for now. A line is answered once it is stored.
 */
final class FileImport {

    /** Bytes of the lines of one call after which no further one is added. */
    private static final int BATCH_BYTES = 256 * 1024;

    /** How often a call for which there is no room is made again. */
    private static final int MAX_TRIES = 20;

    private static final long PAUSE_MILLIS = 500;

    /** How the last line of an export begins, which is no user. */
    private static final String TOTALS = "{\"totals\":";

    private final UserFile file;
    private final Function<ParsedRequest, Message> call;
    private final Answers answers;
    private final boolean dryRun;
    private final BooleanSupplier isStopping;

    /** The lines that are not answered: their refusals, and null for those that the call takes. */
    private final List<ImportResult> waiting = new ArrayList<>();

    private final List<Integer> lines = new ArrayList<>();
    private ImportUsersRequest.Builder batch = ImportUsersRequest.newBuilder();
    private int bytes;

    /**
     * @param call makes the call ImportUsers
     * @param isStopping whether the program is about to stop
     */
    FileImport(
            UserFile file,
            Function<ParsedRequest, Message> call,
            Answers answers,
            boolean dryRun,
            BooleanSupplier isStopping) {
        this.file = file;
        this.call = call;
        this.answers = answers;
        this.dryRun = dryRun;
        this.isStopping = isStopping;
    }

    /**
     * Imports the file to its end, or as far as that is possible; the last line of the answer tells
     * which.
     *
     * @param request the id of the request
     * @throws IOException if the answer cannot be written
     */
    void run(String request) throws IOException {
        answers.totals().setDryRun(dryRun);
        try {
            for (var record = read(); record.isPresent(); record = read()) {
                add(record.get());
                if (isFull() || !isMoreAtHand()) {
                    send();
                }
            }
            send();
            answers.totals().setComplete(true);
        } catch (RuntimeException e) { // told in the last line
            answers.totals().setError(Statuses.of(e, request));
        }
        answers.end();
    }

    /**
     * The end of a connection in the middle of a file is no failure of the server, also if it comes
     * while nobody reads, which Grizzly tells by the second exception.
     */
    private Optional<FileRecord> read() {
        try {
            return file.records().next();
        } catch (IOException | CancelledKeyException e) {
            throw unreadable();
        }
    }

    private boolean isMoreAtHand() {
        try {
            return file.source().isAtHand();
        } catch (IOException | CancelledKeyException e) {
            throw unreadable();
        }
    }

    private static Rejection unreadable() {
        return new Rejection(Reason.INVALID_REQUEST, "body could not be read");
    }

    private void add(FileRecord record) {
        if (record.startsWith(TOTALS)) {
            return;
        }
        ImportResult refused = null;
        try {
            batch.addUsers(file.format().read(record));
        } catch (Rejection e) { // told in the place of this line
            refused = ImportCalls.refused(e);
        }
        waiting.add(refused);
        lines.add(record.line());
        bytes += record.bytes().length;
    }

    private boolean isFull() {
        return waiting.size() == ImportUsers.MAX_USERS || bytes >= BATCH_BYTES;
    }

    private void send() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        if (isStopping.getAsBoolean()) {
            throw new Rejection(Reason.TOO_MANY_CALLS);
        }
        var results =
                batch.getUsersCount() == 0
                        ? List.<ImportResult>of().iterator()
                        : imported().getResultsList().iterator();
        for (int i = 0; i < waiting.size(); i++) {
            var result = waiting.get(i) == null ? results.next() : waiting.get(i);
            answers.add(result.toBuilder().setLine(lines.get(i)).build());
        }
        answers.flush();
        waiting.clear();
        lines.clear();
        batch = ImportUsersRequest.newBuilder();
        bytes = 0;
    }

    private ImportUsersResponse imported() {
        var request = new ParsedRequest(batch.setDryRun(dryRun).build());
        for (int tries = 1; ; tries++) {
            try {
                return (ImportUsersResponse) call.apply(request);
            } catch (Rejection e) {
                if (e.reason() != Reason.TOO_MANY_CALLS || tries == MAX_TRIES) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(Rejection refusal) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal;
        }
    }
}
