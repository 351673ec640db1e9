package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Verification;

/**
 * A human user that a caller wants added.
 *
 * @param id made here if absent
 * @param username the e-mail address if absent
 * @param phone the number as people write it
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

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "NewHuman[…]";
    }
}
