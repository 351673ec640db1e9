package org.userphone.domain.access;

import java.util.Set;

/** The organisations that the settings name. */
public record OrganisationPolicy(Set<OrganisationId> configured) {

    public OrganisationPolicy {
        configured = Set.copyOf(configured);
    }
}
