package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.user.UserBulk.ExternalId;
import org.userphone.domain.user.UserState;

/**
 * A human user as a file tells it.
 *
 * @param added what is added if there is no such user yet; it says the organisation and the id, too
 * @param update what is changed of a user who is there
 * @param externalId the id that an identity provider has for the user; if it is empty, the user
 *     keeps the one there is
 * @param state the state to bring the user into; empty for the state that there is
 */
public record ImportedHuman(
        NewHuman added,
        HumanUpdate update,
        Optional<String> externalId,
        Optional<UserState> state) {

    Optional<ExternalId> external() {
        return externalId.map(id -> new ExternalId(added.organisation(), id));
    }

    /** Masked: the user is personal data. */
    @Override
    public String toString() {
        return "ImportedHuman[…]";
    }
}
