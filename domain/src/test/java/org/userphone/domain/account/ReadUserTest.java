package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;

class ReadUserTest {

    private static final UserId DAISY = new UserId("daisy");

    private final InMemoryDomain domain = new InMemoryDomain();
    private final ReadUser readUser = new ReadUser(domain.users);

    @BeforeEach
    void minnieIsKnown() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void usersReadThemselvesAndHoldersOfThePermissionReadThem() {
        for (var caller : List.of(plain(MINNIE), adminOf(ACME), ADMIN)) {
            assertThat(readUser.read(caller, MINNIE)).isEqualTo(domain.user(MINNIE));
        }
    }

    @Test
    void othersDoNot() {
        assertRejected(Reason.PERMISSION_MISSING, () -> readUser.read(adminOf(OTHER), MINNIE));
        assertRejected(Reason.PERMISSION_MISSING, () -> readUser.read(plain(DAISY), MINNIE));
    }

    @Test
    void anUnknownUserIsSaidBeforeAMissingPermission() {
        assertRejected(Reason.USER_NOT_FOUND, () -> readUser.read(plain(MINNIE), DAISY));
    }
}
