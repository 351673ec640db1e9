package org.userphone.domain.access;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Commits;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Knows which organisations exist: those in the settings and those that a verified token has named.
 * An organisation is only an identifier here. The api asks before it calls a use case, so each
 * method is a transaction of its own.
 */
@Collaborator
@Transactional
@Commits
public class KnowOrganisation {

    private final OrganisationPolicy policy;
    private final Organisations organisations;

    @Inject
    public KnowOrganisation(OrganisationPolicy policy, Organisations organisations) {
        this.policy = policy;
        this.organisations = organisations;
    }

    /** Stores the organisation that a verified token names. */
    public void learn(OrganisationId id) {
        if (!isKnown(id)) {
            organisations.remember(id);
        }
    }

    /**
     * @throws Rejection with the given reason if the organisation is unknown
     */
    public void require(OrganisationId id, Reason otherwise) {
        if (!isKnown(id)) {
            throw new Rejection(otherwise);
        }
    }

    private boolean isKnown(OrganisationId id) {
        return policy.configured().contains(id) || organisations.knows(id);
    }
}
