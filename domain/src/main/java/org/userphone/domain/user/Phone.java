package org.userphone.domain.user;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.userphone.domain.code.PendingCode;

/** The state of a number. A code can be pending only for an unverified number. */
public sealed interface Phone {

    /** The user has no number. */
    record None() implements Phone {}

    /** A number that is not verified. */
    record Unverified(PhoneNumber proposed, Optional<PendingCode> code) implements Phone {
        @Override
        public Optional<PhoneNumber> number() {
            return Optional.of(proposed);
        }
    }

    /** A number that was verified by its code, or that a caller with the permission vouched for. */
    record Verified(PhoneNumber proven) implements Phone {
        @Override
        public Optional<PhoneNumber> number() {
            return Optional.of(proven);
        }
    }

    /** This state with its pending code changed; unchanged if no code is pending. */
    default Phone withCode(UnaryOperator<PendingCode> change) {
        return this instanceof Unverified unverified
                ? new Unverified(unverified.proposed(), unverified.code().map(change))
                : this;
    }

    default Optional<PhoneNumber> number() {
        return Optional.empty();
    }

    /** The pending code; empty if there is none. */
    default Optional<PendingCode> pendingCode() {
        return this instanceof Unverified unverified ? unverified.code() : Optional.empty();
    }
}
