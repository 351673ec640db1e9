package org.userphone.domain;

/**
 * The program cannot start as it is configured. The message is one sentence for the operator, says
 * what to change, and holds no secret; the launcher prints it as the last line and exits non-zero.
 */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
