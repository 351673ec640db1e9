package org.userphone.domain.user;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeOrigin;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.code.Failures;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.secret.KeyedHash;

/** An event in the history of a user. This file lists all events. */
public sealed interface UserEvent {

    /** The user after this event. */
    User applyTo(User user, EventPosition position);

    /**
     * Whether the event changes what readers of the user see. The details in an answer tell only of
     * the last event that does (protocol section 2.12).
     */
    default boolean isSeenByReaders() {
        return true;
    }

    /** The rejection that the caller gets; empty if the request was carried out. */
    default Optional<Rejection> rejection() {
        return Optional.empty();
    }

    /** An event that readers of the user do not see. */
    sealed interface Unseen extends UserEvent {
        @Override
        default boolean isSeenByReaders() {
            return false;
        }
    }

    /** A human user was added. The e-mail address and the number are unverified. */
    record HumanAdded(
            String username, Profile profile, EmailAddress email, Optional<PhoneNumber> phone)
            implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.added(
                    username,
                    new Human(
                            profile,
                            new Email.Unverified(email, Optional.empty(), 0),
                            phone.<Phone>map(
                                            number ->
                                                    new Phone.Unverified(number, Optional.empty()))
                                    .orElseGet(Phone.None::new),
                            Failures.NONE,
                            Set.of()),
                    position);
        }

        /** Masked: the user is personal data. */
        @Override
        public String toString() {
            return "HumanAdded[…]";
        }
    }

    /** A machine user was added. */
    record MachineAdded(String username, Machine machine) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.added(username, machine, position);
        }
    }

    /**
     * A code for the e-mail address was made.
     *
     * @param returned whether the code was returned to the caller
     */
    record EmailCodeAdded(KeyedHash hash, Duration lifetime, boolean returned) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(pending(human.email(), position)));
        }

        private Email pending(Email email, EventPosition position) {
            int resends = email.pendingCode().map(code -> code.resends() + 1).orElse(0);
            return new Email.Unverified(
                    email.address(),
                    Optional.of(UserEvent.pending(new Local(hash), lifetime, position, resends)),
                    0);
        }
    }

    /** The e-mail address was verified. */
    record EmailVerified() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(new Email.Verified(human.email().address())));
        }
    }

    /** The username was changed. */
    record UsernameChanged(String username) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.withUsername(username);
        }

        /** Masked: a username may be an e-mail address. */
        @Override
        public String toString() {
            return "UsernameChanged[…]";
        }
    }

    /**
     * The id that an identity provider has for the user was changed.
     *
     * @param externalId empty if there is none any more
     */
    record ExternalIdChanged(Optional<String> externalId) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(this);
        }
    }

    /** The profile was changed, in part or as a whole. */
    record ProfileChanged(Profile profile) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(profile));
        }
    }

    /** The e-mail address was changed. The new one is unverified and has no pending code. */
    record EmailChanged(EmailAddress address) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(
                    human -> human.with(new Email.Unverified(address, Optional.empty(), 0)));
        }
    }

    /**
     * A wrong code was entered for the e-mail address.
     *
     * @param byOther whether neither the user nor a holder of {@code user.write} entered it
     */
    record EmailVerificationFailed(boolean byOther) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(human.email().failed(byOther)));
        }

        @Override
        public Optional<Rejection> rejection() {
            return Optional.of(new Rejection(Reason.CODE_INVALID));
        }
    }

    /** The number was changed. The new one is unverified and has no pending code. */
    record PhoneChanged(PhoneNumber number) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(new Phone.Unverified(number, Optional.empty())));
        }
    }

    /**
     * A code for the number was made. It replaces an earlier one.
     *
     * @param returned whether the code was returned to the caller
     */
    record PhoneCodeAdded(CodeOrigin origin, Duration lifetime, boolean returned)
            implements Unseen {

        /** A code that was made here. */
        public PhoneCodeAdded(KeyedHash hash, Duration lifetime, boolean returned) {
            this(new Local(hash), lifetime, returned);
        }

        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(pending(human.phone(), position)));
        }

        private Phone pending(Phone phone, EventPosition position) {
            int resends = phone.pendingCode().map(code -> code.resends() + 1).orElse(0);
            return new Phone.Unverified(
                    phone.number().orElseThrow(),
                    Optional.of(UserEvent.pending(origin, lifetime, position, resends)));
        }
    }

    /**
     * A provider accepted the SMS with the code.
     *
     * @param generator the provider's own verification, if the provider made the pending code
     */
    record PhoneCodeSent(Optional<ByProvider> generator) implements Unseen {

        /** An SMS with a code that was made here. */
        public PhoneCodeSent() {
            this(Optional.empty());
        }

        @Override
        public User applyTo(User user, EventPosition position) {
            return generator.isPresent()
                    ? user.with(human -> human.with(sent(human.phone())))
                    : user;
        }

        private Phone sent(Phone phone) {
            return phone.withCode(code -> code.sentBy(generator.orElseThrow()));
        }
    }

    /**
     * An operator had an SMS with a code sent once more.
     *
     * @param message the id of the SMS
     * @param provider the one that was to be asked first; empty if it did not matter
     */
    record PhoneMessageRetried(String message, Optional<String> provider) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user;
        }
    }

    /**
     * An operator gave up an SMS with a code that was waiting to be sent.
     *
     * @param message the id of the SMS
     */
    record PhoneMessageGivenUp(String message) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user;
        }
    }

    /** The number was verified. */
    record PhoneVerified() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(
                    human -> human.with(new Phone.Verified(human.phone().number().orElseThrow())));
        }
    }

    /**
     * A wrong code was entered for the number.
     *
     * @param byOther whether neither the user nor a holder of {@code user.write} entered it
     */
    record PhoneVerificationFailed(boolean byOther) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(
                    human ->
                            human.with(human.phone().withCode(PendingCode::failed))
                                    .with(human.phoneFailures().and(position.at(), byOther)));
        }

        @Override
        public Optional<Rejection> rejection() {
            return Optional.of(new Rejection(Reason.CODE_INVALID));
        }
    }

    /** The number was removed, and the pending code with it. */
    record PhoneRemoved() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(new Phone.None()));
        }
    }

    /** The account was locked. */
    record UserLocked() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(UserState.LOCKED);
        }
    }

    /** The account was unlocked. */
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

    /** The account was deleted, and with it the key to the personal data in its history. */
    record UserRemoved() implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.removed();
        }
    }

    /**
     * A limit refused a request.
     *
     * @param retryAfter how long the limit went on to refuse such requests
     */
    record LimitExceeded(Limit limit, Duration retryAfter) implements Unseen {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user.with(human -> human.with(limit));
        }

        @Override
        public Optional<Rejection> rejection() {
            return Optional.of(new Rejection.Remembered(limit.reason, retryAfter));
        }
    }

    /**
     * An event of a user who has been deleted since. Its data can no longer be read.
     *
     * @param type the name of the event, as in {@link EventFormat}
     */
    record Erased(String type) implements UserEvent {
        @Override
        public User applyTo(User user, EventPosition position) {
            return user;
        }
    }

    private static PendingCode pending(
            CodeOrigin origin, Duration lifetime, EventPosition position, int resends) {
        return new PendingCode(
                origin,
                position.at(),
                position.at().plus(lifetime),
                position.sequence(),
                resends,
                0);
    }
}
