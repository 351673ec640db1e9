package org.userphone.api.call;

/** What the launcher calls over JMX when the program is to stop. */
public interface InFlightMBean {

    /** The number of requests that are being answered. */
    int getInFlight();

    /**
     * Tells load balancers and gRPC clients that the program is about to stop, by the readiness
     * checks. Requests are answered as before.
     */
    void announceStop();

    /**
     * Refuses new requests from now on, and waits until those in flight are answered.
     *
     * @param millis how long to wait at most, in milliseconds
     * @return whether every request was answered in that time
     */
    boolean drain(long millis);
}
