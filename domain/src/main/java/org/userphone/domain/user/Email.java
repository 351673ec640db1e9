package org.userphone.domain.user;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.userphone.domain.code.PendingCode;

/** The state of an e-mail address. A code can be pending only for an unverified address. */
public sealed interface Email {

    EmailAddress address();

    /** An address that is not verified. */
    record Unverified(EmailAddress address, Optional<PendingCode> code) implements Email {}

    /** An address that was verified by its code, or that a caller vouched for. */
    record Verified(EmailAddress address) implements Email {}

    /** The pending code; empty if there is none. */
    default Optional<PendingCode> pendingCode() {
        return this instanceof Unverified unverified ? unverified.code() : Optional.empty();
    }

    /** This state with its pending code changed; unchanged if no code is pending. */
    default Email withCode(UnaryOperator<PendingCode> change) {
        return this instanceof Unverified unverified
                ? new Unverified(unverified.address(), unverified.code().map(change))
                : this;
    }
}
