package org.userphone.domain.user;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.code.AttemptPolicy;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.Failures;
import org.userphone.domain.user.UserEvent.EmailChanged;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UsernameChanged;

/**
 * A user: the fold of its events. A decision returns the events that follow and changes nothing;
 * {@link #record} gives them their place in the history and folds them.
 *
 * <p>The life of a number: it is <em>set</em> (changed, unproved), a <em>code</em> is made for it,
 * unless the caller vouches for it, and entering the code <em>proves</em> it. Setting another
 * number starts again and makes the pending code worthless.
 *
 * @param resourceOwner the organisation that owns the user
 * @param phoneFailures wrong codes entered for the user's numbers, this one or an earlier one
 * @param last where the last event lies
 * @param lastSeen where the last event lies that readers see
 */
public record User(
        UserId id,
        OrganisationId resourceOwner,
        UserState state,
        String username,
        Profile profile,
        Email email,
        Phone phone,
        Failures phoneFailures,
        Instant createdAt,
        EventPosition last,
        EventPosition lastSeen) {

    private static final Profile NOBODY =
            new Profile("", "", Optional.empty(), "", Optional.empty(), Gender.UNSPECIFIED);

    /** A user of whom nothing has been recorded. */
    public static User absent(UserId id, OrganisationId resourceOwner) {
        return new User(
                id,
                resourceOwner,
                UserState.ABSENT,
                "",
                NOBODY,
                new Email.Unverified(new EmailAddress("@"), Optional.empty()),
                new Phone.None(),
                Failures.NONE,
                Instant.EPOCH,
                EventPosition.START,
                EventPosition.START);
    }

    /** A user rebuilt from its whole history. */
    public static User replay(
            UserId id, OrganisationId resourceOwner, List<RecordedEvent> history) {
        var user = absent(id, resourceOwner);
        for (var recorded : history) {
            user = user.after(recorded.event(), recorded.position());
        }
        return user;
    }

    /** Decides to add this user, whose address and number are to be proved like this. */
    List<UserEvent> add(HumanAdded human, Proof email, Optional<Proof> phone) {
        var events = new ArrayList<UserEvent>(List.of(human));
        events.addAll(email.ofEmail());
        phone.map(Proof::ofPhone).ifPresent(events::addAll);
        return events;
    }

    /**
     * Decides to set another number, which is to be proved like this.
     *
     * @throws Rejection with {@link Reason#PHONE_NOT_CHANGED} if the user has this number, verified
     *     or not
     */
    List<UserEvent> changePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isPresent()) {
            throw new Rejection(Reason.PHONE_NOT_CHANGED);
        }
        var events = new ArrayList<UserEvent>(List.of(new PhoneChanged(number)));
        events.addAll(proof.ofPhone());
        return events;
    }

    /** Decides to go by another name; none if it is the user's. */
    List<UserEvent> rename(String name) {
        return name.equals(username) ? List.of() : List.of(new UsernameChanged(name));
    }

    /** Decides to change the profile; none if nothing differs. */
    List<UserEvent> changeProfile(Profile changed) {
        return changed.equals(profile) ? List.of() : List.of(new ProfileChanged(changed));
    }

    /** Decides to use an address; the present one can only be vouched for, if it is unproved. */
    List<UserEvent> updateEmail(EmailAddress address, Proof proof) {
        if (!email.address().equals(address)) {
            var events = new ArrayList<UserEvent>(List.of(new EmailChanged(address)));
            events.addAll(proof.ofEmail());
            return events;
        }
        return proof.isVouched() && email instanceof Email.Unverified ? proof.ofEmail() : List.of();
    }

    /** Decides to use a number; the present one can only be vouched for, if it is unproved. */
    List<UserEvent> updatePhone(PhoneNumber number, Proof proof) {
        if (phone.number().filter(number::equals).isEmpty()) {
            return changePhone(number, proof);
        }
        return proof.isVouched() && phone instanceof Phone.Unverified ? proof.ofPhone() : List.of();
    }

    /**
     * Decides what an entered code means: it proves the number, or it is a failure to remember.
     * While there are too many failures nothing is compared, so that nobody learns by trying.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_ATTEMPTS}
     */
    UserEvent verifyPhone(String text, Codes codes, AttemptPolicy policy, Instant now) {
        var code = phone.pendingCode();
        policy.refuseTooMany(phoneFailures, code, now);
        var address = phone.number().map(PhoneNumber::e164).orElse("");
        return code.filter(pending -> codes.matches(pending, id, address, text, now)).isPresent()
                ? new PhoneVerified()
                : new PhoneVerificationFailed();
    }

    /**
     * Decides what a code means that was entered for the e-mail address, as {@link #verifyPhone}.
     *
     * <p>Where no code is alive there is nothing to remember, and no history to fill by trying.
     *
     * @throws Rejection with {@link Reason#CODE_INVALID} if no code is alive, or {@link
     *     Reason#TOO_MANY_ATTEMPTS} once it is spent
     */
    UserEvent verifyEmail(String text, Codes codes, AttemptPolicy policy, Instant now) {
        var code = email.pendingCode().filter(pending -> !pending.isExpired(now));
        code.orElseThrow(() -> new Rejection(Reason.CODE_INVALID));
        policy.refuseSpent(code, now);
        var address = email.address().text();
        return code.filter(pending -> codes.matches(pending, id, address, text, now)).isPresent()
                ? new EmailVerified()
                : new EmailVerificationFailed();
    }

    /**
     * Decides to replace the pending code.
     *
     * @throws Rejection with {@link Reason#CODE_NOT_PENDING} or {@link Reason#RESEND_TOO_SOON}
     */
    List<UserEvent> resendPhoneCode(Proof proof, AttemptPolicy policy, Instant now) {
        policy.refuseTooSoon(
                phone.pendingCode().orElseThrow(() -> new Rejection(Reason.CODE_NOT_PENDING)), now);
        return proof.ofPhone();
    }

    /**
     * Decides to remove the number.
     *
     * @throws Rejection with {@link Reason#PHONE_NOT_SET}
     */
    UserEvent removePhone() {
        phone.number().orElseThrow(() -> new Rejection(Reason.PHONE_NOT_SET));
        return new PhoneRemoved();
    }

    /** Gives events their place at the end of this user's history and folds them. */
    public Change record(List<UserEvent> events, Editor editor, Instant now) {
        var at = now.truncatedTo(MICROS);
        var recorded = new ArrayList<RecordedEvent>();
        var user = this;
        for (var event : events) {
            var position = new EventPosition(user.last.sequence() + 1, at);
            recorded.add(new RecordedEvent(id, position, editor, event));
            user = user.after(event, position);
        }
        return new Change(this, user, List.copyOf(recorded));
    }

    private User after(UserEvent event, EventPosition position) {
        var user = event.applyTo(this, position);
        return new User(
                user.id,
                user.resourceOwner,
                user.state,
                user.username,
                user.profile,
                user.email,
                user.phone,
                user.phoneFailures,
                user.createdAt,
                position,
                event.isSeenByReaders() ? position : user.lastSeen);
    }

    User added(String name, Profile who, Email address, Phone number, EventPosition position) {
        return new User(
                id,
                resourceOwner,
                UserState.ACTIVE,
                name,
                who,
                address,
                number,
                phoneFailures,
                position.at(),
                last,
                lastSeen);
    }

    User with(Email changed) {
        return new User(
                id,
                resourceOwner,
                state,
                username,
                profile,
                changed,
                phone,
                phoneFailures,
                createdAt,
                last,
                lastSeen);
    }

    User with(Phone changed) {
        return new User(
                id,
                resourceOwner,
                state,
                username,
                profile,
                email,
                changed,
                phoneFailures,
                createdAt,
                last,
                lastSeen);
    }

    User with(String changedName, Profile changedProfile) {
        return new User(
                id,
                resourceOwner,
                state,
                changedName,
                changedProfile,
                email,
                phone,
                phoneFailures,
                createdAt,
                last,
                lastSeen);
    }

    User with(UserState changed) {
        return new User(
                id,
                resourceOwner,
                changed,
                username,
                profile,
                email,
                phone,
                phoneFailures,
                createdAt,
                last,
                lastSeen);
    }

    User with(Failures changed) {
        return new User(
                id,
                resourceOwner,
                state,
                username,
                profile,
                email,
                phone,
                changed,
                createdAt,
                last,
                lastSeen);
    }

    /** Ids and positions only. */
    @Override
    public String toString() {
        return "User[" + id + "@" + last.sequence() + "]";
    }
}
