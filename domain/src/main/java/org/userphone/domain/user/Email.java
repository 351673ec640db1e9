package org.userphone.domain.user;

import java.util.Optional;
import org.userphone.domain.code.PendingCode;

/** Where a user's e-mail address stands. A code can be pending for an unverified address only. */
public sealed interface Email {

    EmailAddress address();

    /** An address that the user has not proved. */
    record Unverified(EmailAddress address, Optional<PendingCode> code) implements Email {}

    /** An address that the user has proved, or that a caller vouched for. */
    record Verified(EmailAddress address) implements Email {}

    /** The code that is waiting to be entered. */
    default Optional<PendingCode> pendingCode() {
        return this instanceof Unverified unverified ? unverified.code() : Optional.empty();
    }
}
