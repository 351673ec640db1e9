package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.UserId;

/**
 * What became of one user of an import.
 *
 * @param id empty if the user is refused, and new in a dry run or without an id
 * @param refusal why the user is refused; empty if the user is not
 */
public record Imported(Outcome outcome, Optional<UserId> id, Optional<Rejection> refusal) {

    /** What an import does with a user. */
    public enum Outcome {
        /** The user was not there. */
        CREATED,
        /** Something of the user was changed. */
        UPDATED,
        /** The user is there as the file tells it. */
        UNCHANGED,
        /** Nothing of the user was stored. */
        REFUSED
    }

    static Imported refused(Rejection refusal) {
        return new Imported(Outcome.REFUSED, Optional.empty(), Optional.of(refusal));
    }
}
