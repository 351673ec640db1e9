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
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventLogContract;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.People;

class ReadHistoryTest {

    private static final EventQuery ALL = new EventLogContract.Asked().query();

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void whoMayReadEventsReadsThoseOfAllUsers() {
        domain.known(MINNIE, Optional.empty());

        assertThat(domain.readHistory.read(ADMIN, ALL)).hasSize(1);
    }

    @Test
    void thePermissionCountsInstanceWideOnly() {
        var inAcme =
                new Caller(
                        MINNIE,
                        Optional.of(ACME),
                        Set.of(),
                        Set.of(Permission.EVENTS_READ),
                        ClientAddress.UNKNOWN);

        for (var caller : new Caller[] {inAcme, People.plain(MINNIE), People.adminOf(ACME)}) {
            assertRejected(Reason.CALL_NOT_PERMITTED, () -> domain.readHistory.read(caller, ALL));
        }
    }
}
