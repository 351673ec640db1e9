package org.userphone.domain.account;

import org.userphone.domain.Abandoned;
import org.userphone.domain.Rejection;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Users;

/**
 * Stores a change of a user together with the SMS that the change promises: the transactional
 * outbox pattern. Both are stored or neither is.
 */
public interface TransactionalOutbox {

    /**
     * Appends a change as {@link Users#append} does, and puts the SMS into the outbox in the same
     * write. The write joins the caller's transaction, or is one.
     *
     * @throws Abandoned if nobody waits for the call any more
     * @throws Rejection as {@link Users#append} does
     * @throws IllegalStateException as {@link Users#append} does
     */
    void append(Change change, Sms sms);
}
