package org.userphone.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.OTHER;

import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;

/** What every adapter of {@link Organisations} must do. Each test starts with none known. */
public interface OrganisationsContract {

    Organisations organisations();

    Transactions transactions();

    @Test
    default void onlyARememberedOrganisationIsKnown() {
        transactions().run(() -> organisations().remember(ACME));

        assertThat(transactions().in(() -> organisations().knows(ACME))).isTrue();
        assertThat(transactions().in(() -> organisations().knows(OTHER))).isFalse();
    }

    @Test
    default void rememberingTwiceIsNoError() {
        transactions().run(() -> organisations().remember(ACME));
        transactions().run(() -> organisations().remember(ACME));

        assertThat(transactions().in(() -> organisations().knows(ACME))).isTrue();
    }
}
