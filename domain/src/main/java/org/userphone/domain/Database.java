package org.userphone.domain;

/** The database as an operator sees it: it answers or it does not. */
public interface Database {

    /** Whether it can be reached and, once it is, answers within two seconds. */
    boolean answers();
}
