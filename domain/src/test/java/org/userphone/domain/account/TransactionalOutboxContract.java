package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.sms.SmsOutboxContract.LEASE;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsOutboxContract;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Users;

/**
 * What every adapter of {@link TransactionalOutbox} must do. Each test starts without users and
 * with an empty outbox.
 */
public interface TransactionalOutboxContract {

    Sms SMS = SmsOutboxContract.sms(1);

    TransactionalOutbox both();

    Users users();

    SmsOutbox outbox();

    Transactions transactions();

    @Test
    default void aChangeAndItsSmsAreStoredTogether() {
        append();

        assertThat(transactions().in(() -> users().find(MINNIE))).isPresent();
        assertThat(waiting()).containsExactly(SMS);
    }

    @Test
    default void theSmsOfARefusedChangeIsNotStored() {
        transactions().run(() -> users().append(People.added(MINNIE, Optional.empty())));

        assertRejected(Reason.USER_EXISTS, this::append);

        assertThat(waiting()).isEmpty();
    }

    @Test
    default void neitherIsStoredIfTheTransactionFails() {
        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    append();
                                                    throw new IllegalStateException("too late");
                                                }))
                .hasMessage("too late");

        assertThat(transactions().in(() -> users().find(MINNIE))).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    private void append() {
        transactions().run(() -> both().append(People.added(MINNIE, Optional.of(NUMBER)), SMS));
    }

    private List<Sms> waiting() {
        return transactions().in(() -> outbox().claimDue(NOON, 10, LEASE, sms -> {})).stream()
                .map(ClaimedSms::sms)
                .toList();
    }
}
