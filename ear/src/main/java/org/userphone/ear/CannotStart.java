package org.userphone.ear;

/** The program cannot start. The message is the line that the operator reads. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
