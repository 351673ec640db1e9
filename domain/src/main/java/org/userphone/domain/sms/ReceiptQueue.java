package org.userphone.domain.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Collects the receipts of simultaneous requests into one transaction (group commit). The first
 * request writes; requests that arrive meanwhile wait, and the first of them writes for all of
 * them. The queue has no thread of its own: it uses those of the requests.
 */
public final class ReceiptQueue {

    /** How many requests one transaction takes at most. */
    private static final int MAX_AT_ONCE = 1000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** The receipts of one request, and whether they have been written. */
    private static final class Waiting {

        private final List<Receipt> receipts;
        private final Semaphore turn = new Semaphore(0);
        private volatile boolean written;
        private volatile RuntimeException failure;

        private Waiting(List<Receipt> receipts) {
            this.receipts = receipts;
        }
    }

    private final BlockingQueue<Waiting> waiting;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * @param limit how many requests may wait
     */
    public ReceiptQueue(int limit) {
        waiting = new ArrayBlockingQueue<>(limit);
    }

    /**
     * Returns when the work for these receipts has been done, by this thread or another one.
     *
     * @param work one transaction
     * @throws Rejection with {@link Reason#TOO_MANY_RECEIPTS} if too many requests wait
     * @throws RuntimeException that the work threw
     */
    void commit(List<Receipt> receipts, Consumer<List<Receipt>> work) {
        var mine = new Waiting(receipts);
        if (!waiting.offer(mine)) {
            throw new Rejection(Reason.TOO_MANY_RECEIPTS, RETRY_AFTER);
        }
        while (!mine.written) {
            if (writing.tryLock()) {
                write(work);
            } else {
                mine.turn.acquireUninterruptibly();
            }
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    /** Whether no more requests may wait. */
    boolean isFull() {
        return waiting.remainingCapacity() == 0;
    }

    /**
     * Writes the receipts of all requests that wait, and then wakes one that has arrived meanwhile
     * to write next.
     */
    private void write(Consumer<List<Receipt>> work) {
        try {
            writeGathered(work);
        } finally {
            writing.unlock();
        }
        var next = waiting.peek();
        if (next != null) {
            next.turn.release();
        }
    }

    private void writeGathered(Consumer<List<Receipt>> work) {
        var gathered = new ArrayList<Waiting>();
        waiting.drainTo(gathered, MAX_AT_ONCE);
        if (gathered.isEmpty()) {
            return;
        }
        RuntimeException failure = null;
        try {
            work.accept(gathered.stream().flatMap(each -> each.receipts.stream()).toList());
        } catch (RuntimeException e) { // rethrown by every request that waits
            failure = e;
        }
        for (var each : gathered) {
            each.failure = failure;
            each.written = true;
            each.turn.release();
        }
    }
}
