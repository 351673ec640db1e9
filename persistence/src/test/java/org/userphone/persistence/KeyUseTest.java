package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.Deadlines;
import org.userphone.domain.StartRefused;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.SealedThings.Kind;

/** Keys that are rotated and dropped while things are sealed by them. */
class KeyUseTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatHangsOnEachKeyIsToldAfterOneReadingOfEachTable(Engine engine) {
        var database = withAUser(engine);

        assertThat(use(database, Secrets.keyring("test")).check(Set.of()))
                .containsExactly("The key test seals 1 SMS, 1 codes, 1 users.");
        assertThat(use(database, Secrets.keyring("next", "test")).check(Set.of()))
                .containsExactly("The old key test still seals 1 SMS, 1 codes, 1 users.");
        assertThat(SealedColumns.ALL).extracting(SealedColumns::table).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aKeyThatStillSealsSomethingIsNotDroppedUnlessTheOperatorSaysSo(Engine engine) {
        var use = use(withAUser(engine), Secrets.keyring("next"));

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> use.check(Set.of()))
                .withMessage(
                        "The key test is missing in userphone.keys and still seals 1 SMS, 1 codes,"
                                + " 1 users: add it, or give them up by"
                                + " userphone.keys.dropped=test.");
        assertThatCode(() -> use.check(Set.of("test"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatLastsIsSealedAgainByTheFirstKeyAndCanStillBeOpened(Engine engine) {
        var database = withAUser(engine);

        assertThat(use(database, Secrets.keyring("next", "test")).reseal()).isOne();

        assertThat(use(database, Secrets.keyring("next")).counts().get("next"))
                .isEqualTo(Map.of(Kind.USERS, 1L));
        var users =
                new JpaUsers(database.entityManager(), Secrets.keyring("next"), new Deadlines());
        assertThat(database.in(() -> users.history(MINNIE, 0, 100))).isNotEmpty();
    }

    @Test
    void aKeyThatIsInTheKeyringMayStillSealSomething() {
        var use = use(withAUser(Engine.H2), Secrets.keyring("next", "test"));

        assertThatCode(() -> use.check(Set.of())).doesNotThrowAnyException();
    }

    private static TestDatabase withAUser(Engine engine) {
        var database = TestDatabase.empty(engine);
        var house = new House(database, Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "+41791234567");
        return database;
    }

    private static KeyUse use(TestDatabase database, Keyring keys) {
        return new KeyUse(new UserphoneDataSource(database.settings()), keys, null);
    }
}
