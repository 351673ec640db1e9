package org.userphone.domain;

/**
 * The work on a call ends early because its caller no longer waits for the answer. This is not a
 * {@link Rejection}: an abandoned call records nothing, not even what a use case records of calls
 * that it refuses.
 */
public final class Abandoned extends RuntimeException {

    /** Why the caller no longer waits. */
    public enum Why {
        /** The caller has cancelled the call or closed the connection. */
        CANCELLED,
        /** The deadline that the caller set has passed. */
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
