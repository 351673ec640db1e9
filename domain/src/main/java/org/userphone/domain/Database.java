package org.userphone.domain;

/** The database as an operator sees it: it answers or it does not. */
public interface Database {

    /** Whether it answers a question that any database can answer, within two seconds. */
    boolean answers();
}
