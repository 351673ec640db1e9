package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.account.TransactionalOutbox;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Users;

/** Stores changes and their SMS in the database, both by one round trip. */
@Dependent
@Transactional
class JpaTransactionalOutbox implements TransactionalOutbox {

    private final Users users;
    private final JpaSmsOutbox outbox;

    @Inject
    JpaTransactionalOutbox(Users users, JpaSmsOutbox outbox) {
        this.users = users;
        this.outbox = outbox;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The SMS comes first: {@link JpaUsers#append} may flush, which writes what was persisted
     * before, too.
     */
    @Override
    public void append(Change change, Sms sms) {
        outbox.add(sms);
        users.append(change);
    }
}
