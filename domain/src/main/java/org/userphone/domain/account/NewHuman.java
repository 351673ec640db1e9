package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Verification;

/**
 * A human user to be added.
 *
 * @param id made here if absent
 * @param username the e-mail address if absent
 * @param phone the number as people write it; absent for a user without a number
 */
public record NewHuman(
        OrganisationId organisation,
        Optional<UserId> id,
        Optional<String> username,
        Profile profile,
        EmailAddress email,
        Verification emailVerification,
        Optional<String> phone,
        Verification phoneVerification) {

    /** Masked: the user is personal data. */
    @Override
    public String toString() {
        return "NewHuman[…]";
    }
}
