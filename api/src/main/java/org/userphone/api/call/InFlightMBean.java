package org.userphone.api.call;

/** What the launcher asks of the application when the program is to stop. */
public interface InFlightMBean {

    /** How many requests are being answered now. */
    int getInFlight();

    /**
     * Refuses new requests from now on and waits for those in flight.
     *
     * @param millis the longest wait
     * @return true when no request is in flight any more
     */
    boolean drain(long millis);
}
