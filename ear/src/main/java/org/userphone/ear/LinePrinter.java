package org.userphone.ear;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.PrintStream;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;

/**
 * Prints lines in the order they are given, on a thread of its own. Whoever gives one waits for no
 * lock and for no reader of the output, unless that has fallen behind by {@value #MAX_WAITING}
 * lines.
 */
final class LinePrinter {

    static final int MAX_WAITING = 10_000;

    private static final int PATIENCE_SECONDS = 5;

    private final PrintStream out;
    private final LinkedTransferQueue<String> lines = new LinkedTransferQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);

    LinePrinter(PrintStream out) {
        this.out = out;
        start();
    }

    /** Should the thread fail, another one goes on after what it had in hand. */
    private void start() {
        var thread = new Thread(this::work, "userphone-log");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, error) -> start());
        thread.start();
    }

    /**
     * @param line with its end
     */
    void print(String line) {
        room.acquireUninterruptibly();
        lines.add(line);
    }

    private void work() {
        try {
            while (true) {
                printWaiting(lines.take());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void printWaiting(String first) {
        int count = 1;
        try {
            var text = new StringBuilder(first);
            for (var line = lines.poll(); line != null; line = lines.poll()) {
                count++;
                text.append(line);
            }
            out.print(text);
            out.flush();
        } finally {
            room.release(count);
        }
    }

    /** Returns when all lines are printed, or after five seconds in which they could not be. */
    void flush() {
        try {
            if (room.tryAcquire(MAX_WAITING, PATIENCE_SECONDS, SECONDS)) {
                room.release(MAX_WAITING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
