package org.userphone.domain.user;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserReactivated;
import org.userphone.domain.user.UserEvent.UsernameChanged;

/**
 * A user, as the result of the events in its history. A decision returns the events that follow and
 * changes nothing; {@link #record} gives them their places in the history and applies them.
 *
 * @param resourceOwner the organisation that owns the user
 * @param externalId the id that an identity provider has for the user, unique in the organisation
 * @param last the position of the last event
 * @param lastSeen the position of the last event that changes what readers of the user see
 */
public record User(
        UserId id,
        OrganisationId resourceOwner,
        UserState state,
        String username,
        UserType type,
        Optional<String> externalId,
        Instant createdAt,
        EventPosition last,
        EventPosition lastSeen) {

    /** A user without a history. */
    public static User absent(UserId id, OrganisationId resourceOwner) {
        return absent(id, resourceOwner, EventPosition.START);
    }

    /**
     * A user who does not exist, or no longer.
     *
     * @param last the position of the last event of an earlier user with this id
     */
    public static User absent(UserId id, OrganisationId resourceOwner, EventPosition last) {
        return new User(
                id,
                resourceOwner,
                UserState.ABSENT,
                "",
                new UserType.Nobody(),
                Optional.empty(),
                Instant.EPOCH,
                last,
                last);
    }

    /** The user that results from a whole history. */
    public static User replay(
            UserId id, OrganisationId resourceOwner, List<RecordedEvent> history) {
        var user = absent(id, resourceOwner);
        for (var recorded : history) {
            user = user.after(recorded.event(), recorded.position());
        }
        return user;
    }

    public Optional<Human> asHuman() {
        return type instanceof Human human ? Optional.of(human) : Optional.empty();
    }

    /**
     * @throws IllegalStateException if the user is not a human
     */
    public Human human() {
        return asHuman().orElseThrow(() -> new IllegalStateException(this + " is no human"));
    }

    public boolean isHuman() {
        return type instanceof Human;
    }

    /** Decides to add this human user without a number, and how the e-mail address is verified. */
    public List<UserEvent> add(HumanAdded human, Proof email) {
        var events = new ArrayList<UserEvent>(List.of(human));
        events.addAll(email.ofEmail());
        return events;
    }

    /** Decides to add this human user, and how the e-mail address and the number are verified. */
    public List<UserEvent> add(HumanAdded human, Proof email, Proof phone) {
        var events = new ArrayList<>(add(human, email));
        events.addAll(phone.ofPhone());
        return events;
    }

    /** Decides to change the username; no event follows if it is the same. */
    public List<UserEvent> rename(String name) {
        return name.equals(username) ? List.of() : List.of(new UsernameChanged(name));
    }

    /** Decides to change the external id; no event follows if it is the same. */
    public List<UserEvent> change(ExternalIdChanged changed) {
        return changed.externalId().equals(externalId) ? List.of() : List.of(changed);
    }

    /** Decides to deactivate or reactivate the user; no event follows if nothing changes by it. */
    public List<UserEvent> activate(boolean active) {
        if (active == (state != UserState.INACTIVE)) {
            return List.of();
        }
        return List.of(active ? new UserReactivated() : new UserDeactivated());
    }

    /**
     * What to record of an event. A refusal by a limit is recorded only if the same limit has not
     * refused since the last event of another kind; otherwise refused requests could fill the
     * history.
     */
    public List<UserEvent> worthRecording(UserEvent event) {
        return event instanceof LimitExceeded refusal
                        && human().exceeded().contains(refusal.limit())
                ? List.of()
                : List.of(event);
    }

    /**
     * Gives events their places at the end of the history of this user, and applies them. Times in
     * a history never go backwards: a clock that is behind the last event counts as standing there.
     */
    public Change record(List<UserEvent> events, Editor editor, Instant now) {
        var at = now.isBefore(last.at()) ? last.at() : now.truncatedTo(MICROS);
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
                user.type instanceof Human human && !(event instanceof LimitExceeded)
                        ? human.withoutExceeded()
                        : user.type,
                user.externalId,
                user.createdAt,
                position,
                event.isSeenByReaders() ? position : user.lastSeen);
    }

    User added(String name, UserType as, EventPosition position) {
        return new User(
                id,
                resourceOwner,
                UserState.ACTIVE,
                name,
                as,
                Optional.empty(),
                position.at(),
                last,
                lastSeen);
    }

    User removed() {
        return absent(id, resourceOwner, last);
    }

    /**
     * This user with the human changed. Unchanged if the events before were erased, so that there
     * is no human.
     */
    User with(UnaryOperator<Human> change) {
        return asHuman().map(human -> with(username, change.apply(human))).orElse(this);
    }

    User withUsername(String changed) {
        return with(changed, type);
    }

    private User with(String changedName, UserType changedType) {
        return new User(
                id,
                resourceOwner,
                state,
                changedName,
                changedType,
                externalId,
                createdAt,
                last,
                lastSeen);
    }

    User with(UserState changed) {
        return new User(
                id, resourceOwner, changed, username, type, externalId, createdAt, last, lastSeen);
    }

    User with(ExternalIdChanged changed) {
        return new User(
                id,
                resourceOwner,
                state,
                username,
                type,
                changed.externalId(),
                createdAt,
                last,
                lastSeen);
    }

    /** Masked: the id and the last sequence only. */
    @Override
    public String toString() {
        return "User[" + id + "@" + last.sequence() + "]";
    }
}
