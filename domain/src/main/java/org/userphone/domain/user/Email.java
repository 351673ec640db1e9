package org.userphone.domain.user;

import java.util.Optional;
import org.userphone.domain.code.PendingCode;

/** The state of an e-mail address. A code can be pending only for an unverified address. */
public sealed interface Email {

    EmailAddress address();

    /**
     * An address that is not verified.
     *
     * @param failuresOfOthers how many wrong codes were entered, while this one was pending, by
     *     others than the user and holders of {@code user.write}. They are kept apart, so that
     *     others cannot keep the user from entering the code
     */
    record Unverified(EmailAddress address, Optional<PendingCode> code, int failuresOfOthers)
            implements Email {}

    /** An address that was verified by its code, or that a caller vouched for. */
    record Verified(EmailAddress address) implements Email {}

    /** The pending code; empty if there is none. */
    default Optional<PendingCode> pendingCode() {
        return this instanceof Unverified unverified ? unverified.code() : Optional.empty();
    }

    /** How many of the wrong codes count for the user, or for everybody else. */
    default int failures(boolean byOther) {
        return this instanceof Unverified unverified && byOther
                ? unverified.failuresOfOthers()
                : pendingCode().map(PendingCode::failures).orElse(0);
    }

    /** This state after a wrong code was entered. */
    default Email failed(boolean byOther) {
        if (this instanceof Unverified unverified) {
            return byOther
                    ? new Unverified(
                            unverified.address(),
                            unverified.code(),
                            unverified.failuresOfOthers() + 1)
                    : new Unverified(
                            unverified.address(),
                            unverified.code().map(PendingCode::failed),
                            unverified.failuresOfOthers());
        }
        return this;
    }
}
