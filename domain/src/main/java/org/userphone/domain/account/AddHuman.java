package org.userphone.domain.account;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.PhonePolicy;
import org.userphone.domain.user.Proof;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.Users;

/**
 * Adds a human user with an e-mail address and, if given, a phone number (protocol section 2.9).
 */
@UseCase
public class AddHuman {

    /**
     * The result of adding a user.
     *
     * @param emailCode present if the caller asked for the code of the e-mail address
     * @param phoneCode present if the caller asked for the code of the number
     */
    public record UserAdded(
            User user,
            Optional<VerificationCode> emailCode,
            Optional<VerificationCode> phoneCode) {}

    private final Users users;
    private final Vacancies vacancies;
    private final Codes codes;
    private final PhonePolicy phones;
    private final PromiseSms sms;
    private final Clock clock;

    @Inject
    public AddHuman(
            Users users,
            Vacancies vacancies,
            Codes codes,
            PhonePolicy phones,
            PromiseSms sms,
            Clock clock) {
        this.users = users;
        this.vacancies = vacancies;
        this.codes = codes;
        this.phones = phones;
        this.sms = sms;
        this.clock = clock;
    }

    /** The same use case on other users. */
    AddHuman over(Users others) {
        return new AddHuman(others, vacancies.over(others), codes, phones, sms.over(others), clock);
    }

    /**
     * @throws Rejection with, in this order, {@link Reason#PERMISSION_MISSING}, {@link
     *     Reason#ORGANISATION_UNKNOWN}, {@link Reason#USER_ID_NOT_CHOSEN}, {@link
     *     Reason#USER_EXISTS}, {@link Reason#PHONE_INVALID} or {@link Reason#USERNAME_TAKEN}, and
     *     last those of {@link PromiseSms#append}
     */
    @Transactional(dontRollbackOn = Rejection.Remembered.class)
    public UserAdded add(Caller caller, NewHuman human) {
        var user =
                human.id().isPresent()
                        ? vacancies.vacant(caller, human.organisation(), human.id().get())
                        : vacancies.vacant(caller, human.organisation());
        var id = user.id();
        var number = human.phone().map(n -> phones.parse(n, caller, human.organisation()));
        var username = vacancies.free(human.username().orElse(human.email().text()));
        var added = new HumanAdded(username, human.profile(), human.email(), number);
        var email = Proof.of(human.emailVerification(), codes, id, human.email().text());
        var editor = Editor.of(caller.id());
        if (number.isEmpty()) {
            var change = user.record(user.add(added, email), editor, clock.instant());
            users.append(change);
            return new UserAdded(change.after(), email.returnedCode(), Optional.empty());
        }
        var phone = sms.proof(human.phoneVerification(), id, number.get());
        var change = user.record(user.add(added, email, phone), editor, clock.instant());
        sms.append(caller, change, phone);
        return new UserAdded(change.after(), email.returnedCode(), phone.returnedCode());
    }
}
