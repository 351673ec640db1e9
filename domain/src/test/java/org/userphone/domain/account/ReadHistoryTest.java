package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventLogContract;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.People;

class ReadHistoryTest {

    private static final EventQuery ALL = new EventLogContract.Asked().query();
    private static final EventQuery OF_ACME = ALL.within(ACME).orElseThrow();

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void whoMayReadEventsReadsThoseOfAllUsers() {
        domain.known(MINNIE, Optional.empty());

        assertThat(domain.readHistory.read(ADMIN, ALL)).hasSize(1);
    }

    @Test
    void whoMayReadThoseOfOneOrganisationReadsNoOthers() {
        domain.known(MINNIE, Optional.empty());
        var other = new OrganisationId("other");

        assertThat(domain.readHistory.read(People.adminOf(ACME), ALL)).hasSize(1);
        assertThat(domain.readHistory.read(People.adminOf(other), ALL)).isEmpty();
        assertThat(domain.readHistory.read(People.adminOf(other), OF_ACME)).isEmpty();
    }

    @Test
    void whoMayReadNoEventsIsRefused() {
        var ofNoOrganisation =
                new Caller(
                        MINNIE,
                        Optional.empty(),
                        Set.of(),
                        Set.of(Permission.EVENTS_READ),
                        Origin.UNKNOWN);

        for (var caller : new Caller[] {ofNoOrganisation, People.plain(MINNIE)}) {
            assertRejected(Reason.CALL_NOT_PERMITTED, () -> domain.readHistory.read(caller, ALL));
        }
    }
}
