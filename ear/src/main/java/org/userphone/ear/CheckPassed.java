package org.userphone.ear;

/** A check was asked for, and the program can start. The message is what the operator reads. */
final class CheckPassed extends RuntimeException {

    private static final long serialVersionUID = 1;

    CheckPassed(String message, Throwable cause) {
        super(message, cause);
    }
}
