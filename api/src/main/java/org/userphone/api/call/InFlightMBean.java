package org.userphone.api.call;

/** What the launcher calls over JMX when the program is to stop. */
public interface InFlightMBean {

    /** The number of requests that are being answered. */
    int getInFlight();

    /**
     * Refuses new requests from now on, and waits until those in flight are answered.
     *
     * @param millis how long to wait at most, in milliseconds
     * @return whether every request was answered in that time
     */
    boolean drain(long millis);
}
