package org.userphone.domain;

/**
 * The event that the application ends, or that its start has failed: what {@link ApplicationStart}
 * began is ended in the opposite order. Observers are called in the order of their phase, which is
 * their {@code jakarta.annotation.Priority}.
 */
public record ApplicationEnd() {

    /** The ports of the application's own are closed. */
    public static final int PORTS = 100;

    /** Threads and timers finish what is under way. */
    public static final int WORKERS = 200;

    /** The connections to the database are closed. */
    public static final int DATABASE = 300;
}
