package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.plain;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Verification;

class ChangeUserStateTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUser() {
        domain.known(MINNIE, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "LOCK, LOCKED, UNLOCK",
        "DEACTIVATE, INACTIVE, REACTIVATE",
    })
    void aChangeAndItsContraryLeadBack(StateChange there, UserState state, StateChange back) {
        assertThat(change(ADMIN, there).state()).isEqualTo(state);
        assertThat(domain.user(MINNIE).lastSeen().sequence()).isEqualTo(2);
        assertThat(change(ADMIN, back).state()).isEqualTo(UserState.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "UNLOCK, , USER_NOT_LOCKED",
        "REACTIVATE, , USER_NOT_INACTIVE",
        "LOCK, LOCK, USER_NOT_ACTIVE",
        "LOCK, DEACTIVATE, USER_NOT_ACTIVE",
        "DEACTIVATE, DEACTIVATE, USER_ALREADY_INACTIVE",
        "REACTIVATE, LOCK, USER_NOT_INACTIVE",
    })
    void fromAWrongStateItIsRefusedAlsoToWhoMayNot(
            StateChange change, StateChange before, Reason reason) {
        if (before != null) {
            change(ADMIN, before);
        }

        assertRejected(reason, () -> change(ADMIN, change));
        assertRejected(reason, () -> change(plain(MINNIE), change));
    }

    @Test
    void aLockedUserCanBeDeactivated() {
        change(ADMIN, StateChange.LOCK);

        assertThat(change(ADMIN, StateChange.DEACTIVATE).state()).isEqualTo(UserState.INACTIVE);
    }

    @Test
    void usersCannotDoItToThemselves() {
        assertRejected(
                Reason.PERMISSION_MISSING, () -> change(plain(MINNIE), StateChange.DEACTIVATE));
    }

    @ParameterizedTest
    @EnumSource(StateChange.class)
    void anUnknownUserIsNotFoundInEachChangesOwnWords(StateChange change) {
        assertRejected(
                Reason.valueOf(change + "_USER_NOT_FOUND"),
                () -> domain.changeUserState.change(ADMIN, new UserId("unknown"), change));
    }

    @ParameterizedTest
    @EnumSource(
            value = StateChange.class,
            names = {"LOCK", "DEACTIVATE"})
    void noStateBarsAPhoneCall(StateChange change) {
        change(ADMIN, change);

        var set = domain.set(plain(MINNIE), MINNIE, "+41791234567", Verification.SEND_CODE);

        assertThat(set.user().human().phone().number()).isPresent();
    }

    private User change(Caller caller, StateChange change) {
        return domain.memory.in(() -> domain.changeUserState.change(caller, MINNIE, change));
    }
}
