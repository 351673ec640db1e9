package org.userphone.domain;

/**
 * The program cannot start with this configuration. The message is one sentence for the operator:
 * it says what to change and contains no secret. The launcher prints it as the last line and exits
 * with a non-zero status.
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
