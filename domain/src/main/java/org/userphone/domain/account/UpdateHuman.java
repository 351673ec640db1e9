package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.Proof;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.Users;

/** Changes several things of a human user in one transaction (protocol section 2.9). */
@UseCase
public class UpdateHuman {

    /**
     * The result of an update.
     *
     * @param emailCode present if a code was made for the e-mail address and the caller asked for
     *     it
     * @param phoneCode present if a code was made for the number and the caller asked for it
     */
    public record UserUpdated(
            User user,
            Optional<VerificationCode> emailCode,
            Optional<VerificationCode> phoneCode) {}

    private final Users users;
    private final Vacancies vacancies;
    private final Codes codes;
    private final PhonePolicy phones;
    private final PromiseSms sms;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public UpdateHuman(
            Users users,
            Vacancies vacancies,
            Codes codes,
            PhonePolicy phones,
            PromiseSms sms,
            CallerGuard callers,
            Clock clock) {
        this.users = users;
        this.vacancies = vacancies;
        this.codes = codes;
        this.phones = phones;
        this.sms = sms;
        this.callers = callers;
        this.clock = clock;
    }

    /** The same use case on other users. */
    UpdateHuman over(Users others) {
        return new UpdateHuman(
                others, vacancies.over(others), codes, phones, sms.over(others), callers, clock);
    }

    /**
     * Updates a user. An update that changes nothing records nothing and is not an error.
     *
     * @throws Rejection with, in this order, {@link Reason#PHONE_INVALID}, {@link
     *     Reason#UPDATE_USER_NOT_FOUND}, {@link Reason#PERMISSION_MISSING} or {@link
     *     Reason#USERNAME_TAKEN}, {@link Reason#SELF_CHANGES_LIMITED}, and last those of {@link
     *     PromiseSms#append}
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    public UserUpdated update(Caller caller, UserId id, HumanUpdate update) {
        var found = users.lock(id).filter(User::isHuman);
        var parsed =
                update.phone()
                        .flatMap(PhoneUpdate::number)
                        .map(
                                text ->
                                        found.map(User::resourceOwner)
                                                .map(owner -> phones.parse(text, caller, owner))
                                                .orElseGet(() -> phones.parse(text, caller)));
        var user = found.orElseThrow(() -> new Rejection(Reason.UPDATE_USER_NOT_FOUND));
        if (update.isOpenToSelf()) {
            caller.requireSelfOr(Permission.USER_WRITE, id, user.resourceOwner());
        } else {
            caller.require(Permission.USER_WRITE, user.resourceOwner());
        }
        var human = user.human();
        var email =
                update.email()
                        .map(asked -> Proof.of(asked.how(), codes, id, asked.address().text()));
        var number = update.isAboutPresentPhone() ? human.phone().number() : parsed;
        var phone = number.map(n -> sms.proof(update.phone().orElseThrow().how(), id, n));
        var events = new ArrayList<UserEvent>();
        update.username().ifPresent(name -> events.addAll(user.rename(free(user, name))));
        update.profile().ifPresent(p -> events.addAll(human.changeProfile(p.of(human.profile()))));
        update.email()
                .ifPresent(e -> events.addAll(human.updateEmail(e.address(), email.orElseThrow())));
        number.ifPresent(n -> events.addAll(human.updatePhone(n, phone.orElseThrow())));
        if (update.isPhoneRemoval()) {
            events.add(new PhoneRemoved());
        }
        if (events.isEmpty()) {
            return new UserUpdated(user, Optional.empty(), Optional.empty());
        }
        var now = clock.instant();
        callers.change(caller, user, now);
        var change = user.record(events, Editor.of(caller.id()), now);
        // A code for an address or number that has not changed is in no event, so it is neither
        // returned nor sent.
        var emailMade = email.filter(proof -> events.containsAll(proof.ofEmail()));
        var phoneMade = phone.filter(proof -> events.containsAll(proof.ofPhone()));
        if (phoneMade.isPresent()) {
            sms.append(caller, change, phoneMade.get());
        } else {
            users.append(change);
        }
        return new UserUpdated(
                change.after(),
                emailMade.flatMap(Proof::returnedCode),
                phoneMade.flatMap(Proof::returnedCode));
    }

    private String free(User user, String name) {
        return name.equalsIgnoreCase(user.username()) ? name : vacancies.free(name);
    }
}
