package org.userphone.domain.user;

import java.util.Optional;
import org.userphone.domain.code.PendingCode;

/** Where a user's number stands. A code can be pending for an unverified number only. */
public sealed interface Phone {

    /** The user has no number. */
    record None() implements Phone {}

    /** A number that the user has not proved. */
    record Unverified(PhoneNumber proposed, Optional<PendingCode> code) implements Phone {
        @Override
        public Optional<PhoneNumber> number() {
            return Optional.of(proposed);
        }
    }

    /** A number that the user has proved, or that a caller with the right to do so vouched for. */
    record Verified(PhoneNumber proven) implements Phone {
        @Override
        public Optional<PhoneNumber> number() {
            return Optional.of(proven);
        }
    }

    default Optional<PhoneNumber> number() {
        return Optional.empty();
    }

    /** The code that is waiting to be entered. */
    default Optional<PendingCode> pendingCode() {
        return this instanceof Unverified unverified ? unverified.code() : Optional.empty();
    }
}
