package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.plain;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.userphone.api.token.IdentityClaims;
import org.userphone.api.token.RoleClaim;
import org.userphone.api.token.VerifiedToken;
import org.userphone.domain.Abandoned;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.account.Identity;
import org.userphone.domain.account.ProvisionUser;

class ProvisioningTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private final Queue<RuntimeException> failures = new ArrayDeque<>();
    private int asked;

    /** Counts how often it is asked, and fails first as often as it is to. */
    private final ProvisionUser counting =
            new ProvisionUser(
                    domain.users, domain.owners, domain.phones, domain.codes, domain.clock) {
                @Override
                public Optional<Reason> provision(
                        Caller caller, Identity identity, Instant issuedAt, boolean upToDate) {
                    asked++;
                    if (!failures.isEmpty()) {
                        throw failures.remove();
                    }
                    return domain.provisionUser.provision(caller, identity, issuedAt, upToDate);
                }
            };

    private final Provisioning provisioning = new Provisioning(counting);

    @Test
    void nothingIsDoneAgainUntilATokenSaysSomethingElse() {
        provision("minnie@example.com");
        provision("minnie@example.com");
        assertThat(asked).isOne();
        assertThat(domain.user(MINNIE).username()).isEqualTo("mouse");

        provision("m@example.com");
        assertThat(asked).isEqualTo(2);
        assertThat(domain.user(MINNIE).human().email().address().text()).isEqualTo("m@example.com");
    }

    @Test
    void whoIsForestalledTriesOnceMore() {
        failures.add(new Rejection(Reason.USER_EXISTS));

        provision("minnie@example.com");

        assertThat(asked).isEqualTo(2);
        assertThat(domain.users.find(MINNIE)).isPresent();
    }

    @Test
    void aFailureFailsNoCallAndIsNotTriedAtEachCall() {
        failures.add(new IllegalStateException("the database is down"));

        provision("minnie@example.com");
        provision("minnie@example.com");

        assertThat(asked).isOne();
        assertThat(domain.users.find(MINNIE)).isEmpty();
    }

    @Test
    void whatTheContractWouldRefuseMakesNoUser() {
        provision("no address");

        assertThat(asked).isZero();
    }

    @Test
    void aCallerWhoIsGoneHasNotFailed() {
        failures.add(new Abandoned(Abandoned.Why.CANCELLED));

        assertThatThrownBy(() -> provision("minnie@example.com")).isInstanceOf(Abandoned.class);
        provision("minnie@example.com");

        assertThat(domain.users.find(MINNIE)).isPresent();
    }

    private void provision(String email) {
        var claims =
                new IdentityClaims(
                        "default",
                        MINNIE,
                        ACME,
                        true,
                        Optional.of("mouse"),
                        Optional.of("Minnie"),
                        Optional.of("Mouse"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("a-language-that-is-too-long"),
                        Optional.of(email),
                        false,
                        Optional.empty(),
                        false);
        provisioning.provision(
                plain(MINNIE),
                new VerifiedToken(
                        plain(MINNIE),
                        new UndatedToken(),
                        new RoleClaim("default", "groups", Set.of()),
                        Optional.of(claims)));
    }

    private static final class UndatedToken implements JsonWebToken {

        @Override
        public String getName() {
            return "minnie";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of();
        }

        @Override
        public <T> T getClaim(String name) {
            return null;
        }

        @Override
        public long getIssuedAtTime() {
            return 0;
        }
    }
}
