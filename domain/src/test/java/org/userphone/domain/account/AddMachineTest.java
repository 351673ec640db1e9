package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Machine;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.Verification;

class AddMachineTest {

    private static final UserId ROBOT = new UserId("robot");
    private static final Machine MACHINE =
            new Machine("Robot", Optional.empty(), AccessTokenType.BEARER);

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void aMachineGoesByItsIdUnlessItIsNamed() {
        var named = add(ACME, new UserId("1"), Optional.of("The Robot"));
        var unnamed = add(ACME, ROBOT, Optional.empty());

        assertThat(named.username()).isEqualTo("The Robot");
        assertThat(unnamed.username()).isEqualTo("robot");
        assertThat(unnamed).isEqualTo(domain.user(ROBOT));
        assertThat(unnamed.type()).isEqualTo(MACHINE);
        assertThat(domain.events(ROBOT)).containsExactly(new MachineAdded("robot", MACHINE));
    }

    @Test
    void aMachineHasNoPhoneToCallFor() {
        add(ACME, ROBOT, Optional.empty());

        assertRejected(
                Reason.PHONE_USER_NOT_FOUND,
                () -> domain.set(ADMIN, ROBOT, "+41791234567", Verification.SEND_CODE));
        assertRejected(
                Reason.PHONE_USER_NOT_FOUND,
                () -> domain.resend(ADMIN, ROBOT, Verification.SEND_CODE));
        assertRejected(Reason.PHONE_USER_NOT_FOUND, () -> domain.verify(ADMIN, ROBOT, "SKJD34"));
        assertRejected(Reason.PHONE_USER_NOT_FOUND, () -> domain.remove(ADMIN, ROBOT));
        assertRejected(Reason.USER_NOT_FOUND, () -> domain.verifyEmail(ADMIN, ROBOT, "SKJD34"));
    }

    @Test
    void whatAHumanMayNotBeAMachineMayNotBeEither() {
        domain.known(MINNIE, Optional.empty());
        var stranger = new Caller(MINNIE, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN);

        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.addMachine.add(stranger, asked(ACME, ROBOT, Optional.empty())));
        assertRejected(Reason.ORGANISATION_UNKNOWN, () -> add(OTHER, ROBOT, Optional.empty()));
        assertRejected(Reason.USER_EXISTS, () -> add(ACME, MINNIE, Optional.empty()));
        assertRejected(
                Reason.USERNAME_TAKEN, () -> add(ACME, ROBOT, Optional.of("Minnie@example.com")));
    }

    private User add(OrganisationId organisation, UserId id, Optional<String> username) {
        return domain.memory.in(
                () -> domain.addMachine.add(ADMIN, asked(organisation, id, username)));
    }

    private static NewMachine asked(
            OrganisationId organisation, UserId id, Optional<String> username) {
        return new NewMachine(organisation, Optional.of(id), username, MACHINE);
    }
}
