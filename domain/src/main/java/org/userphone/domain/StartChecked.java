package org.userphone.domain;

/**
 * Ends a start that was asked for only to find out whether the program can start: it can. The
 * message is what the operator reads, some sentences with a line each; the launcher prints it and
 * exits with status 0.
 */
public final class StartChecked extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartChecked(String message) {
        super(message);
    }
}
