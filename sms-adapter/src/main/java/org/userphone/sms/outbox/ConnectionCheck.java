package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

/**
 * Opens the connections to providers that are not open, as soon as the database can record the
 * receipts that come over them. It throws no exception, because a timer does not run a task again
 * that threw.
 */
final class ConnectionCheck implements Runnable {

    private final Runnable database;
    private final Runnable connections;
    private final System.Logger log;
    private boolean isReady;

    /**
     * @param database reads from the database, and throws an exception while there is none
     * @param connections opens the connections that are not open
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
