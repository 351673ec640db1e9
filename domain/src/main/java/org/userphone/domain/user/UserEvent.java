package org.userphone.domain.user;

import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.secret.KeyedHash;

/** Something that happened to a user. The file is the vocabulary of a user's history. */
public sealed interface UserEvent {

    /** The user as this event leaves it. */
    User applyTo(User user, EventPosition position);

    /**
     * Whether a reader of the user sees a difference; the details of a read tell of the last such
     * event only (spec section 2.12).
     */
    default boolean isSeenByReaders() {
        return true;
    }

    /** A human user was added; the number and the address are as yet unproved. */
    record HumanAdded(
            String username, Profile profile, EmailAddress email, Optional<PhoneNumber> phone)
            implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.added(
                    username,
                    profile,
                    new Email.Unverified(email, Optional.empty()),
                    phone.<Phone>map(number -> new Phone.Unverified(number, Optional.empty()))
                            .orElseGet(Phone.None::new),
                    position);
        }

        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "HumanAdded[…]";
        }
    }

    /**
     * A code was made to prove the e-mail address.
     *
     * @param returned whether the caller got it, rather than the address
     */
    record EmailCodeAdded(KeyedHash hash, Duration lifetime, boolean returned)
            implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(
                    new Email.Unverified(
                            user.email().address(),
                            Optional.of(
                                    pending(
                                            hash,
                                            lifetime,
                                            position,
                                            user.email().pendingCode()))));
        }

        @Override
        public boolean isSeenByReaders() {
            return false;
        }
    }

    /** The e-mail address was proved. */
    record EmailVerified() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(new Email.Verified(user.email().address()));
        }
    }

    /** The user has another name to log in with. */
    record UsernameChanged(String username) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(username, user.profile());
        }

        /** It may be an e-mail address. */
        @Override
        public String toString() {
            return "UsernameChanged[…]";
        }
    }

    /** The profile is another one, in one part of it or in all. */
    record ProfileChanged(Profile profile) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(user.username(), profile);
        }
    }

    /** The user has another e-mail address; it is unproved and no code is pending for it. */
    record EmailChanged(EmailAddress address) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(new Email.Unverified(address, Optional.empty()));
        }
    }

    /** A code was entered that did not prove the e-mail address. */
    record EmailVerificationFailed() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.email() instanceof Email.Unverified email
                    ? user.with(
                            new Email.Unverified(
                                    email.address(), email.code().map(PendingCode::failed)))
                    : user;
        }

        @Override
        public boolean isSeenByReaders() {
            return false;
        }
    }

    /** The user has another number; it is unproved and no code is pending for it. */
    record PhoneChanged(PhoneNumber number) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(new Phone.Unverified(number, Optional.empty()));
        }
    }

    /**
     * A code was made to prove the number; it replaces an earlier one.
     *
     * @param returned whether the caller got it, rather than the phone
     */
    record PhoneCodeAdded(KeyedHash hash, Duration lifetime, boolean returned)
            implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(
                    new Phone.Unverified(
                            user.phone().number().orElseThrow(),
                            Optional.of(
                                    pending(
                                            hash,
                                            lifetime,
                                            position,
                                            user.phone().pendingCode()))));
        }

        @Override
        public boolean isSeenByReaders() {
            return false;
        }
    }

    /** A provider took over the SMS with the code. */
    record PhoneCodeSent() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user;
        }

        @Override
        public boolean isSeenByReaders() {
            return false;
        }
    }

    /** The number was proved. */
    record PhoneVerified() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(new Phone.Verified(user.phone().number().orElseThrow()))
                    .with(user.phoneFailures().ended());
        }
    }

    /** A code was entered that did not prove the number. */
    record PhoneVerificationFailed() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            var failed = user.with(user.phoneFailures().and(position.at()));
            return user.phone() instanceof Phone.Unverified phone
                    ? failed.with(
                            new Phone.Unverified(
                                    phone.proposed(), phone.code().map(PendingCode::failed)))
                    : failed;
        }

        @Override
        public boolean isSeenByReaders() {
            return false;
        }
    }

    /** The user has no number any more, and no code for it. */
    record PhoneRemoved() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(new Phone.None());
        }
    }

    /** The account was locked. */
    record UserLocked() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(UserState.LOCKED);
        }
    }

    /** The lock was taken off. */
    record UserUnlocked() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(UserState.ACTIVE);
        }
    }

    /** The account was deactivated. */
    record UserDeactivated() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(UserState.INACTIVE);
        }
    }

    /** The account was reactivated. */
    record UserReactivated() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(UserState.ACTIVE);
        }
    }

    private static PendingCode pending(
            KeyedHash hash,
            Duration lifetime,
            EventPosition position,
            Optional<PendingCode> replaced) {
        return new PendingCode(
                hash,
                position.at(),
                position.at().plus(lifetime),
                position.sequence(),
                replaced.map(code -> code.resends() + 1).orElse(0),
                0);
    }
}
