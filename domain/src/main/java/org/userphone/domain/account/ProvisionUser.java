package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.code.Codes;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.Proof;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.Verification;

/**
 * Makes a user of a person whom an identity provider knows, and keeps the user as the provider says
 * if that is wanted (protocol section 2.14). No SMS is sent: a number that nobody vouches for is
 * stored without a code.
 */
@UseCase
public class ProvisionUser {

    /**
     * @param number the one of the identity, read
     */
    private record Known(Identity identity, Optional<PhoneNumber> number) {

        Known withoutVouchingForPhone() {
            return new Known(identity.withoutVouchingForPhone(), number);
        }
    }

    private final Users users;
    private final PhoneOwnership owners;
    private final PhonePolicy phones;
    private final Codes codes;
    private final Clock clock;

    @Inject
    public ProvisionUser(
            Users users, PhoneOwnership owners, PhonePolicy phones, Codes codes, Clock clock) {
        this.users = users;
        this.owners = owners;
        this.phones = phones;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * Adds the user if there is none. A user who was deleted after the provider had said this stays
     * deleted.
     *
     * @param caller by the rules of whose request a number without a country code is parsed
     * @param issuedAt when the provider has said this
     * @param upToDate whether a user who exists is changed to what the provider says. An address or
     *     number that is verified stays if the provider's is not
     * @return why the number is left out, or not taken as verified; empty if nothing is wrong with
     *     it
     * @throws Rejection with {@link Reason#USER_EXISTS} if a user of another organisation or a
     *     machine has this id; with this reason or {@link Reason#USERNAME_TAKEN} also if another
     *     transaction adds such a user at the same moment, and then the same can be tried again
     */
    public Optional<Reason> provision(
            Caller caller, Identity identity, Instant issuedAt, boolean upToDate) {
        var found = upToDate ? users.lock(identity.id()) : users.find(identity.id());
        if (found.isPresent() && !isOf(found.get(), identity)) {
            throw new Rejection(Reason.USER_EXISTS);
        }
        if (found.isPresent() && !upToDate) {
            return Optional.empty();
        }
        var user = found.orElseGet(() -> users.vacant(identity.id(), identity.organisation()));
        if (found.isEmpty() && user.last().sequence() > 0 && !issuedAt.isAfter(user.last().at())) {
            return Optional.empty();
        }
        try {
            var number =
                    identity.phone()
                            .map(text -> phones.parse(text, caller, identity.organisation()));
            return store(user, new Known(identity, number));
        } catch (Rejection flawed) {
            if (!isAboutTheNumber(flawed)) {
                throw flawed;
            }
            store(user, new Known(identity, Optional.empty()));
            return Optional.of(flawed.reason());
        }
    }

    private static boolean isOf(User user, Identity identity) {
        return user.isHuman() && user.resourceOwner().equals(identity.organisation());
    }

    private static boolean isAboutTheNumber(Rejection rejection) {
        return rejection.reason() == Reason.PHONE_INVALID
                || rejection.reason() == Reason.PHONE_EMPTY;
    }

    private Optional<Reason> store(User user, Known known) {
        var change =
                user.record(
                        user.isHuman() ? changes(user, known) : additions(user, known),
                        Editor.PROVISIONING,
                        clock.instant());
        if (change.events().isEmpty()) {
            return Optional.empty();
        }
        try {
            owners.require(change);
        } catch (Rejection.Remembered taken) {
            // The refusal stands in the history of a user who exists, so that one is read again.
            var present = user.isHuman() ? users.lock(user.id()).orElseThrow() : user;
            store(present, known.withoutVouchingForPhone());
            return Optional.of(taken.reason());
        }
        users.append(change);
        return Optional.empty();
    }

    private List<UserEvent> additions(User user, Known known) {
        var identity = known.identity();
        var nobody =
                new Profile("", "", Optional.empty(), "", Optional.empty(), Gender.UNSPECIFIED);
        var added =
                new HumanAdded(
                        username(identity),
                        identity.profile().of(nobody),
                        identity.email(),
                        known.number());
        var email = email(user, identity);
        return known.number()
                .map(number -> user.add(added, email, phone(user, identity, number)))
                .orElseGet(() -> user.add(added, email));
    }

    private Proof email(User user, Identity identity) {
        return Proof.of(identity.emailVerification(), codes, user.id(), identity.email().text());
    }

    private Proof phone(User user, Identity identity, PhoneNumber number) {
        return Proof.of(identity.phoneVerification(), codes, user.id(), number.e164());
    }

    /** The first that is free of the username, the address and the id. */
    private String username(Identity identity) {
        return Stream.concat(identity.username().stream(), Stream.of(identity.email().text()))
                .filter(name -> !users.isUsernameTaken(name))
                .findFirst()
                .orElse(identity.id().value());
    }

    private List<UserEvent> changes(User user, Known known) {
        var identity = known.identity();
        var human = user.human();
        var events = new ArrayList<UserEvent>();
        identity.username()
                .filter(name -> isFree(user, name))
                .ifPresent(name -> events.addAll(user.rename(name)));
        events.addAll(human.changeProfile(identity.profile().of(human.profile())));
        if (isVouched(identity.emailVerification()) || human.email() instanceof Email.Unverified) {
            events.addAll(human.updateEmail(identity.email(), email(user, identity)));
        }
        if (isVouched(identity.phoneVerification()) || !(human.phone() instanceof Phone.Verified)) {
            known.number()
                    .map(number -> human.updatePhone(number, phone(user, identity, number)))
                    .ifPresent(events::addAll);
        }
        return events;
    }

    private static boolean isVouched(Verification how) {
        return how == Verification.ALREADY_VERIFIED;
    }

    private boolean isFree(User user, String name) {
        return name.equalsIgnoreCase(user.username()) || !users.isUsernameTaken(name);
    }
}
