package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Verification;

/**
 * What a caller wants changed of a human user; what is absent stays as it is (protocol section
 * 2.9).
 *
 * @param email another address
 * @param phone another number, or none
 */
public record HumanUpdate(
        Optional<String> username,
        Optional<ProfileUpdate> profile,
        Optional<EmailUpdate> email,
        Optional<PhoneUpdate> phone) {

    /** The parts of a profile that are to change. */
    public record ProfileUpdate(
            Optional<String> givenName,
            Optional<String> familyName,
            Optional<String> nickName,
            Optional<String> displayName,
            Optional<String> preferredLanguage,
            Optional<Gender> gender) {

        Profile of(Profile profile) {
            return new Profile(
                    givenName.orElse(profile.givenName()),
                    familyName.orElse(profile.familyName()),
                    nickName.or(profile::nickName),
                    displayName.orElse(profile.displayName()),
                    preferredLanguage.or(profile::preferredLanguage),
                    gender.orElse(profile.gender()));
        }
    }

    /** An address and how it is to be proved. */
    public record EmailUpdate(EmailAddress address, Verification how) {}

    /**
     * A number as people write it and how it is to be proved.
     *
     * @param number empty to remove the number or to vouch for the present one
     */
    public record PhoneUpdate(Optional<String> number, Verification how) {

        /** Vouches for the number that the user has. */
        public static final PhoneUpdate VOUCHING =
                new PhoneUpdate(Optional.empty(), Verification.ALREADY_VERIFIED);

        /**
         * Removes the number.
         *
         * @throws Rejection with {@link Reason#PHONE_REMOVAL_WITH_VERIFICATION} if it is to be
         *     proved at the same time
         */
        public static PhoneUpdate removal(boolean isToBeProved) {
            if (isToBeProved) {
                throw new Rejection(Reason.PHONE_REMOVAL_WITH_VERIFICATION);
            }
            return new PhoneUpdate(Optional.empty(), Verification.NONE);
        }

        boolean isRemoval() {
            return number.isEmpty() && how == Verification.NONE;
        }
    }

    /** Whether the number is to be removed. */
    boolean isPhoneRemoval() {
        return phone.filter(PhoneUpdate::isRemoval).isPresent();
    }

    /** Whether the number that the user has is to be proved: the update names no other. */
    boolean isAboutPresentPhone() {
        return phone.isPresent() && phone.get().number().isEmpty() && !isPhoneRemoval();
    }

    /** Whether users may ask this of their own account. */
    boolean isOpenToSelf() {
        return email.map(EmailUpdate::how).map(Verification::isOpenToSelf).orElse(true)
                && phone.map(PhoneUpdate::how).map(Verification::isOpenToSelf).orElse(true);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "HumanUpdate[…]";
    }
}
