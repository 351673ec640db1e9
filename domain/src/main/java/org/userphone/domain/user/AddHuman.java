package org.userphone.domain.user;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.KnowOrganisation;
import org.userphone.domain.access.Permission;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.UserEvent.HumanAdded;

/** Adds a human user, with an e-mail address and perhaps a number to prove (spec section 2.9). */
@UseCase
public class AddHuman {

    /**
     * The user is added.
     *
     * @param emailCode present if the caller asked to get it
     * @param phoneCode present if the caller asked to get it
     */
    public record UserAdded(
            User user,
            Optional<VerificationCode> emailCode,
            Optional<VerificationCode> phoneCode) {}

    private final Users users;
    private final KnowOrganisation organisations;
    private final Codes codes;
    private final PhonePolicy phones;
    private final SmsOutbox outbox;
    private final SmsTemplate template;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public AddHuman(
            Users users,
            KnowOrganisation organisations,
            Codes codes,
            PhonePolicy phones,
            SmsOutbox outbox,
            SmsTemplate template,
            Ids ids,
            Clock clock) {
        this.users = users;
        this.organisations = organisations;
        this.codes = codes;
        this.phones = phones;
        this.outbox = outbox;
        this.template = template;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adding a user takes {@code user.write} in its organisation, also for somebody whose own id it
     * would be: nobody but a holder of that permission gets to see a code or to vouch.
     *
     * @throws Rejection with, in this order, {@link Reason#PERMISSION_MISSING}, {@link
     *     Reason#ORGANISATION_UNKNOWN}, {@link Reason#USER_EXISTS}, {@link Reason#PHONE_INVALID} or
     *     {@link Reason#USERNAME_TAKEN}
     */
    public UserAdded add(Caller caller, NewHuman human) {
        caller.require(Permission.USER_WRITE, human.organisation());
        organisations.require(human.organisation(), Reason.ORGANISATION_UNKNOWN);
        var id = human.id().orElseGet(() -> new UserId(ids.next()));
        if (human.id().flatMap(users::find).isPresent()) {
            throw new Rejection(Reason.USER_EXISTS);
        }
        var number = human.phone().map(phones::parse);
        var username = human.username().orElse(human.email().text());
        if (users.isUsernameTaken(username)) {
            throw new Rejection(Reason.USERNAME_TAKEN);
        }
        var email = Proof.of(human.emailVerification(), codes, id, human.email().text());
        var phone = number.map(n -> Proof.of(human.phoneVerification(), codes, id, n.e164()));
        var user = User.absent(id, human.organisation());
        var change =
                user.record(
                        user.add(
                                new HumanAdded(username, human.profile(), human.email(), number),
                                email,
                                phone),
                        Editor.of(caller.id()),
                        clock.instant());
        users.append(change);
        phone.flatMap(Proof::sentCode).ifPresent(code -> outbox.add(template.write(change, code)));
        return new UserAdded(
                change.after(), email.returnedCode(), phone.flatMap(Proof::returnedCode));
    }
}
