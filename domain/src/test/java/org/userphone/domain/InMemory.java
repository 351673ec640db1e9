package org.userphone.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The transactions of the in-memory adapters: one at a time, undone in reverse order when they
 * fail.
 */
public final class InMemory implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> undo = new ArrayList<>();

    @Override
    public <T> T in(Supplier<T> work) {
        lock.lock();
        boolean outermost = lock.getHoldCount() == 1;
        try {
            var result = work.get();
            if (outermost) {
                undo.clear();
            }
            return result;
        } catch (RuntimeException e) {
            while (outermost && !undo.isEmpty()) {
                undo.remove(undo.size() - 1).run();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Says how to take back what has just been done. */
    public void onRollback(Runnable takeBack) {
        undo.add(takeBack);
    }
}
