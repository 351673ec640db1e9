package org.userphone.domain;

/** Tells whether the database can be used. */
public interface Database {

    /**
     * Whether the database answered and took a write when it was last looked at. Somebody looks
     * every second, and this method waits for nobody.
     */
    boolean isReady();
}
