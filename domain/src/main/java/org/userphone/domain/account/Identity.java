package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Verification;

/**
 * What a trusted identity provider says of a person, who is to be a user here.
 *
 * @param id the one that the calls of this person have
 * @param username the one that is wanted; the user gets another one if it is absent or taken
 * @param profile with the given name, the family name and the name that is shown
 * @param emailVerification whether the provider is believed to have verified the address: {@link
 *     Verification#ALREADY_VERIFIED} or {@link Verification#NONE}
 * @param phone the number as the provider writes it
 * @param phoneVerification the same of the number
 */
public record Identity(
        UserId id,
        OrganisationId organisation,
        Optional<String> username,
        ProfileUpdate profile,
        EmailAddress email,
        Verification emailVerification,
        Optional<String> phone,
        Verification phoneVerification) {

    /** The same person, whose number nobody vouches for. */
    Identity withoutVouchingForPhone() {
        return new Identity(
                id,
                organisation,
                username,
                profile,
                email,
                emailVerification,
                phone,
                Verification.NONE);
    }

    /** Masked: the person is personal data. */
    @Override
    public String toString() {
        return "Identity[…]";
    }
}
