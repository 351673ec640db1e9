package org.userphone.domain;

/**
 * Nobody waits for the answer any more, so the work on it ends where it is. It is no {@link
 * Rejection}: whatever a use case keeps of what it refuses, of an abandoned call nothing is kept.
 */
public final class Abandoned extends RuntimeException {

    /** How the call ended. */
    public enum Why {
        /** The caller has hung up. */
        CANCELLED,
        /** The caller's own deadline has passed. */
        DEADLINE_EXCEEDED
    }

    private static final long serialVersionUID = 1;

    private final Why why;

    public Abandoned(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
