package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.Users;

/** Adds a machine user, which is the account of a program (protocol section 1.4). */
@UseCase
public class AddMachine {

    private final Users users;
    private final Vacancies vacancies;
    private final Clock clock;

    @Inject
    public AddMachine(Users users, Vacancies vacancies, Clock clock) {
        this.users = users;
        this.vacancies = vacancies;
        this.clock = clock;
    }

    /**
     * @throws Rejection with, in this order, {@link Reason#PERMISSION_MISSING}, {@link
     *     Reason#ORGANISATION_UNKNOWN}, {@link Reason#USER_ID_NOT_CHOSEN}, {@link
     *     Reason#USER_EXISTS} or {@link Reason#USERNAME_TAKEN}
     */
    public User add(Caller caller, NewMachine asked) {
        var user =
                asked.id().isPresent()
                        ? vacancies.vacant(caller, asked.organisation(), asked.id().get())
                        : vacancies.vacant(caller, asked.organisation());
        var username = vacancies.free(asked.username().orElse(user.id().value()));
        var change =
                user.record(
                        List.of(new MachineAdded(username, asked.machine())),
                        Editor.of(caller.id()),
                        clock.instant());
        users.append(change);
        return change.after();
    }
}
