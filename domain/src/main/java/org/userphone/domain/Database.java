package org.userphone.domain;

/** Tells whether the database can be used. */
public interface Database {

    /**
     * Whether the database can be reached and, once a connection is open, answers within two
     * seconds.
     */
    boolean answers();
}
