package org.userphone.domain;

import java.util.function.Supplier;

/** Runs work in a transaction of the adapters under test; an exception rolls it back. */
public interface Transactions {

    <T> T in(Supplier<T> work);

    default void run(Runnable work) {
        in(
                () -> {
                    work.run();
                    return null;
                });
    }
}
