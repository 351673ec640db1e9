package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox.Message;
import org.userphone.domain.sms.SmsUsage;
import org.userphone.domain.sms.UsageQuery;
import org.userphone.domain.user.UserEvent.Erased;
import org.userphone.domain.user.UserEvent.UserRemoved;
import org.userphone.domain.user.Verification;

class DeleteUserTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void nothingOfAPersonIsLeftButThatItWasThere() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, NUMBER.e164(), Verification.SEND_CODE);
        domain.inbox.put(new Message("1", MINNIE, NUMBER.e164(), "text", domain.clock.instant()));

        var deleted = domain.delete(holder(Permission.USER_DELETE), MINNIE);

        assertThat(deleted.last().sequence()).isEqualTo(4);
        assertThat(deleted.resourceOwner()).isEqualTo(ACME);
        assertThat(domain.users.find(MINNIE)).isEmpty();
        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.inbox.latest(10)).isEmpty();
        assertThat(domain.events(MINNIE))
                .containsExactly(
                        new Erased("user.human.added"),
                        new Erased("user.human.phone.changed"),
                        new Erased("user.human.phone.code.added"),
                        new UserRemoved());
    }

    @Test
    void aMessageThatWaitedEndsWithARecordThatIsNobodys() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, NUMBER.e164(), Verification.SEND_CODE);

        domain.delete(holder(Permission.USER_DELETE), MINNIE);

        var now = domain.clock.instant();
        assertThat(domain.messages.of(MINNIE, 0, 10)).isEmpty();
        assertThat(
                        domain.messages.usage(
                                new UsageQuery(Optional.of(ACME), now, now.plusSeconds(1))))
                .extracting(SmsUsage::messages, SmsUsage::unsent)
                .containsExactly(tuple(0L, 1L));
    }

    @Test
    void aMessageThatWasSentIsNotRecordedAgain() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, NUMBER.e164(), Verification.SEND_CODE);
        domain.deliver();

        domain.delete(holder(Permission.USER_DELETE), MINNIE);

        var now = domain.clock.instant();
        assertThat(
                        domain.messages.usage(
                                new UsageQuery(Optional.of(ACME), now, now.plusSeconds(1))))
                .extracting(SmsUsage::messages, SmsUsage::unsent)
                .containsExactly(tuple(1L, 0L));
    }

    @Test
    void aDeletedUserIsNotThereToBeDeletedAgain() {
        domain.known(MINNIE, Optional.empty());
        domain.delete(holder(Permission.USER_DELETE), MINNIE);

        assertRejected(
                Reason.DELETE_USER_NOT_FOUND,
                () -> domain.delete(holder(Permission.USER_DELETE), MINNIE));
    }

    @Test
    void writingUsersIsNotDeletingThem() {
        domain.known(MINNIE, Optional.empty());

        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.delete(holder(Permission.USER_WRITE), MINNIE));
    }

    @Test
    void usersDeleteThemselvesOnlyWithThePermissionToDoSoAndNobodyElse() {
        domain.known(MINNIE, Optional.empty());
        domain.known(new UserId("daisy"), Optional.empty());
        var self = new Caller(MINNIE, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN);
        var able =
                new Caller(
                        MINNIE,
                        Optional.of(ACME),
                        Set.of(Permission.USER_SELF_DELETE),
                        Set.of(),
                        Origin.UNKNOWN);

        assertRejected(Reason.PERMISSION_MISSING, () -> domain.delete(self, MINNIE));
        assertRejected(Reason.PERMISSION_MISSING, () -> domain.delete(able, new UserId("daisy")));
        domain.delete(able, MINNIE);

        assertThat(domain.users.find(MINNIE)).isEmpty();
    }

    private static Caller holder(Permission permission) {
        return new Caller(
                new UserId("admin"),
                Optional.empty(),
                Set.of(permission),
                Set.of(),
                Origin.UNKNOWN);
    }
}
