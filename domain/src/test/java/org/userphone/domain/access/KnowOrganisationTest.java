package org.userphone.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.OTHER;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection.Reason;

class KnowOrganisationTest {

    private final Organisations named = new InMemoryOrganisations();
    private final KnowOrganisation organisations =
            new KnowOrganisation(new OrganisationPolicy(Set.of(ACME)), named);

    @Test
    void aConfiguredOrganisationIsKnownAndNeedsNoRemembering() {
        organisations.learn(ACME);

        assertThatNoException()
                .isThrownBy(() -> organisations.require(ACME, Reason.ORGANISATION_UNKNOWN));
        assertThat(named.knows(ACME)).isFalse();
    }

    @Test
    void anOrganisationIsKnownOnceATokenHasNamedIt() {
        assertRejected(
                Reason.CONTEXT_ORGANISATION_UNKNOWN,
                () -> organisations.require(OTHER, Reason.CONTEXT_ORGANISATION_UNKNOWN));

        organisations.learn(OTHER);

        assertThatNoException()
                .isThrownBy(() -> organisations.require(OTHER, Reason.ORGANISATION_UNKNOWN));
    }
}
