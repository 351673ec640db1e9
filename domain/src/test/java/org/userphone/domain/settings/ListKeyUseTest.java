package org.userphone.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.userphone.domain.user.People.MINNIE;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.SealedThings.Kind;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Verification;

/** What an operator is told who rotates keys. */
class ListKeyUseTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void keysOnWhichNothingHangsAndKeysThatAreMissingAreToldToo() {
        domain.known(MINNIE, Optional.empty());
        domain.set(People.ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE);
        var next = key("next", 2);
        var things = Map.of(Kind.USERS, 1L, Kind.CODES, 1L, Kind.SMS, 1L);

        assertThat(list(next + "," + key("k1", 1)))
                .containsExactly(
                        new UsedKey("next", true, true, Map.of()),
                        new UsedKey("k1", true, false, things));
        assertThat(list(next))
                .containsExactly(
                        new UsedKey("next", true, true, Map.of()),
                        new UsedKey("k1", false, false, things));
    }

    @Test
    void onlyWhoMayReadTheInstanceIsTold() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> domain.listKeyUse.list(People.plain(MINNIE)));
    }

    private Iterable<UsedKey> list(String keys) {
        var keyring = Keyring.parse(keys, RandomGenerator.getDefault());
        return new ListKeyUse(domain.things, keyring).list(People.ADMIN);
    }

    private static String key(String id, long seed) {
        return InMemoryDomain.key(id, seed);
    }
}
