package org.userphone.domain.access;

/** The stored organisations: those that verified tokens have named. */
public interface Organisations {

    boolean knows(OrganisationId id);

    /** Stores an organisation; nothing happens if it is stored already. */
    void remember(OrganisationId id);
}
