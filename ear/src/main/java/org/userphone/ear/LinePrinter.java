package org.userphone.ear;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.PrintStream;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;

/**
 * Prints lines on a thread of its own, in the order in which they are given. A thread that gives a
 * line waits neither for a lock nor for the reader of the output, unless {@value #MAX_WAITING}
 * lines wait to be printed.
 */
final class LinePrinter {

    static final int MAX_WAITING = 10_000;

    private static final int FLUSH_TIMEOUT_SECONDS = 5;

    private final PrintStream out;
    private final LinkedTransferQueue<String> lines = new LinkedTransferQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);

    LinePrinter(PrintStream out) {
        this.out = out;
        start();
    }

    /** Starts the thread. If it fails, another one continues with the lines after those it had. */
    private void start() {
        var thread = new Thread(this::work, "userphone-log");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, error) -> start());
        thread.start();
    }

    /**
     * Prints a line, now or soon.
     *
     * @param line with its line separator
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

    /** Returns when all lines are printed, or after five seconds. */
    void flush() {
        try {
            if (room.tryAcquire(MAX_WAITING, FLUSH_TIMEOUT_SECONDS, SECONDS)) {
                room.release(MAX_WAITING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
