package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Verification;

/**
 * The changes that a caller wants to a human user; what is absent stays as it is (protocol section
 * 2.9).
 *
 * @param email the new e-mail address
 * @param phone the new number, or its removal
 */
public record HumanUpdate(
        Optional<String> username,
        Optional<ProfileUpdate> profile,
        Optional<EmailUpdate> email,
        Optional<PhoneUpdate> phone) {

    /** The changes to a profile; what is absent stays as it is. */
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

    /** A new e-mail address and how it is to be verified. */
    public record EmailUpdate(EmailAddress address, Verification how) {}

    /**
     * A new number as people write it and how it is to be verified.
     *
     * @param number empty to remove the number, or to verify the number that the user has
     */
    public record PhoneUpdate(Optional<String> number, Verification how) {

        /** The caller vouches for the number that the user has. */
        public static final PhoneUpdate VOUCHING =
                new PhoneUpdate(Optional.empty(), Verification.ALREADY_VERIFIED);

        /**
         * The removal of the number.
         *
         * @throws Rejection with {@link Reason#PHONE_REMOVAL_WITH_VERIFICATION} if it is to be
         *     verified in the same request
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

    /**
     * Whether the update is about the number that the user has: it names no other and does not
     * remove it.
     */
    boolean isAboutPresentPhone() {
        return phone.isPresent() && phone.get().number().isEmpty() && !isPhoneRemoval();
    }

    /** Whether users may make this update to their own account without a permission. */
    boolean isOpenToSelf() {
        return email.map(EmailUpdate::how).map(Verification::isOpenToSelf).orElse(true)
                && phone.map(PhoneUpdate::how).map(Verification::isOpenToSelf).orElse(true);
    }

    /** Masked: the update contains personal data. */
    @Override
    public String toString() {
        return "HumanUpdate[…]";
    }
}
