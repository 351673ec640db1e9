package org.userphone.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The transactions of the in-memory adapters. They run one at a time and are rolled back in reverse
 * order when they fail. Work inside a transaction joins it; if that work fails, the whole
 * transaction is rolled back at its end, even if the exception is caught in between.
 */
public final class InMemory implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> undo = new ArrayList<>();
    private boolean failed;

    @Override
    public <T> T in(Supplier<T> work) {
        lock.lock();
        boolean finished = false;
        try {
            var result = work.get();
            finished = true;
            return result;
        } finally {
            failed |= !finished;
            if (lock.getHoldCount() == 1) {
                end();
            }
            lock.unlock();
        }
    }

    private void end() {
        while (failed && !undo.isEmpty()) {
            undo.remove(undo.size() - 1).run();
        }
        undo.clear();
        failed = false;
    }

    /** Whether this thread has a transaction open. */
    public boolean isOpen() {
        return lock.isHeldByCurrentThread();
    }

    /** Adds what is to run if the transaction is rolled back. */
    public void onRollback(Runnable takeBack) {
        undo.add(takeBack);
    }

    /** Runs work in a transaction that this kind of exception does not roll back. */
    public <T> T keeping(Class<? extends RuntimeException> kind, Supplier<T> work) {
        var thrown = new AtomicReference<RuntimeException>();
        var result =
                in(
                        () -> {
                            try {
                                return work.get();
                            } catch (RuntimeException e) { // thrown on when it is committed
                                if (!kind.isInstance(e)) {
                                    throw e;
                                }
                                thrown.set(e);
                                return null;
                            }
                        });
        if (thrown.get() != null) {
            throw thrown.get();
        }
        return result;
    }
}
