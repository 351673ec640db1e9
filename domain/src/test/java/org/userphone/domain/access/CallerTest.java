package org.userphone.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.Rejection.Reason;

class CallerTest {

    @ParameterizedTest
    @EnumSource
    void aPermissionInTheOrganisationHoldsThereOnly(Permission permission) {
        var caller =
                new Caller(MINNIE, Optional.of(ACME), Set.of(), Set.of(permission), Origin.UNKNOWN);

        assertThat(caller.may(permission, ACME)).isTrue();
        assertThat(caller.may(permission, OTHER)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceWidePermissionHoldsEverywhere(Permission permission) {
        var caller =
                new Caller(MINNIE, Optional.of(ACME), Set.of(permission), Set.of(), Origin.UNKNOWN);

        assertThat(caller.may(permission, ACME)).isTrue();
        assertThat(caller.may(permission, OTHER)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anOrganisationRoleOfACallerWithoutOrganisationHoldsNowhere(Permission permission) {
        var caller =
                new Caller(MINNIE, Optional.empty(), Set.of(), Set.of(permission), Origin.UNKNOWN);

        assertThat(caller.may(permission, ACME)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void onePermissionDoesNotImplyAnother(Permission permission) {
        var others = EnumSet.complementOf(EnumSet.of(permission));
        var caller = new Caller(MINNIE, Optional.of(ACME), others, others, Origin.UNKNOWN);

        assertThat(caller.may(permission, ACME)).isFalse();
        assertRejected(Reason.PERMISSION_MISSING, () -> caller.require(permission, ACME));
    }

    @Test
    void aCallerIsItselfAndNobodyElseWhateverTheCase() {
        var caller = new Caller(MINNIE, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN);

        assertThat(caller.is(new UserId("minnie"), ACME)).isTrue();
        assertThat(caller.is(new UserId("Minnie"), ACME)).isFalse();
        assertThatNoException()
                .isThrownBy(() -> caller.requireSelfOr(Permission.USER_WRITE, MINNIE, ACME));
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> caller.requireSelfOr(Permission.USER_WRITE, new UserId("daisy"), ACME));
    }

    @Test
    void aCallerWhoseOrganisationIsKnownIsNoUserOfAnotherOrganisation() {
        var acme = new Caller(MINNIE, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN);
        var unknown = new Caller(MINNIE, Optional.empty(), Set.of(), Set.of(), Origin.UNKNOWN);

        assertThat(acme.is(MINNIE, OTHER)).isFalse();
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> acme.requireSelfOr(Permission.USER_WRITE, MINNIE, OTHER));
        assertThat(unknown.is(MINNIE, OTHER)).isTrue();
    }

    @Test
    void itsPermissionsCannotBeChangedLater() {
        var permissions = new HashSet<Permission>();
        var caller =
                new Caller(MINNIE, Optional.of(ACME), permissions, permissions, Origin.UNKNOWN);
        permissions.add(Permission.USER_WRITE);

        assertThat(caller.may(Permission.USER_WRITE, ACME)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aPermissionIsFoundByItsName(Permission permission) {
        assertThat(Permission.of(permission.id())).isEqualTo(permission);
    }

    @Test
    void anUnknownPermissionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Permission.of("user.reed"))
                .withMessageContaining("user.reed");
    }
}
