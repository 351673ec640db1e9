package org.userphone.api.call;

import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.contract.ListEventsRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.token.RoleClaim;
import org.userphone.domain.Rejection.Reason;

/** Calls that could not read anything while there is no memory for it. */
class LongListsTest {

    private final UserCalls users =
            new UserCalls(
                    null, null, null, null, null, null, null, null, null, null, null, null, null);
    private final AdminCalls events = new AdminCalls(null, null, null);

    @Test
    void aListIsRefusedBeforeItIsReadIfThereIsNoMemoryForIt() {
        var memory = new ListMemory(0, 0);
        memory.share(Peer.UNKNOWN).take(1000);
        var context =
                new CallContext(
                        ADMIN,
                        new RoleClaim("", "", Set.of()),
                        Optional.empty(),
                        Optional.empty(),
                        memory.share(Peer.UNKNOWN));

        assertRejected(
                Reason.TOO_MANY_CALLS,
                () -> users.listUsers(context, ListUsersRequest.getDefaultInstance()));
        assertRejected(
                Reason.TOO_MANY_CALLS,
                () -> events.listEvents(context, ListEventsRequest.getDefaultInstance()));
    }
}
