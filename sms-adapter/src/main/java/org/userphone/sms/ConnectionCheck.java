package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

/**
 * One look at the connections to providers, from the moment on in which the database is there to
 * keep what comes over them. It throws no exception, because a timer does not come back to work
 * that threw.
 */
final class ConnectionCheck implements Runnable {

    private final Runnable database;
    private final Runnable connections;
    private final System.Logger log;
    private boolean isReady;

    /**
     * @param database reads from it, and throws while it is not there
     * @param connections opens those that are not open
     */
    ConnectionCheck(Runnable database, Runnable connections, System.Logger log) {
        this.database = database;
        this.connections = connections;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            if (!isReady) {
                database.run();
                isReady = true;
            }
            connections.run();
        } catch (RuntimeException e) { // the boundary to the timer
            log.log(isReady ? WARNING : DEBUG, "No look at the connections to SMS providers.", e);
        }
    }
}
