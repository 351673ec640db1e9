package org.userphone.domain.access;

/** The organisations that verified tokens have named. */
public interface Organisations {

    boolean knows(OrganisationId id);

    /** Remembers an organisation; one that is known already is no error. */
    void remember(OrganisationId id);
}
