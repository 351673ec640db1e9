package org.userphone.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ADMIN;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Verification;

/**
 * An attacker with many addresses, users and numbers requests SMS to a network that pays for them.
 */
class FloodTest {

    /** The limits that the documentation recommends. */
    private static final GuardPolicy DEFAULTS =
            new GuardPolicy(
                    Quota.parse("5/PT1H,10/PT24H"),
                    Quota.parse("10/PT24H"),
                    Quota.parse("25/PT5M"),
                    Quota.parse("100/PT24H"),
                    Caps.NONE,
                    Caps.NONE,
                    new BreakerPolicy(50, 20, Duration.ofHours(1)),
                    AllowDenyList.all(),
                    AllowDenyList.all());

    private static final int REQUESTS = 50_000;
    private static final int ADDRESSES = 1_000;
    private static final int NUMBERS = 5_000;

    /** The attacker enters the codes, so that only the number of SMS is unusual. */
    @Test
    void aFloodOverOnePrefixGetsAHundredSmsAndBothersNoOther() {
        var domain = new InMemoryDomain(DEFAULTS, TestNumbers.NONE);
        var random = new SplittableRandom(1);
        int sent = 0;
        int toOthers = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var from = new ClientAddress("client " + random.nextInt(ADDRESSES));
            int number = random.nextInt(NUMBERS);
            sent += send(domain, from, "user" + number, "+4179123" + (1000 + number));
            if (i % 1000 == 0) {
                var other = new ClientAddress("other " + i);
                toOthers += send(domain, other, "other" + i, "+4179124" + (1000 + i / 1000));
            }
            domain.clock.advance(Duration.ofMillis(50));
        }

        assertThat(sent).isEqualTo(100);
        assertThat(toOthers).isEqualTo(50);
        assertThat(domain.outbox.size()).isEqualTo(150);
    }

    private static int send(InMemoryDomain domain, ClientAddress from, String user, String number) {
        var id = new UserId(user);
        if (domain.users.find(id).isEmpty()) {
            domain.known(id, Optional.empty());
        }
        try {
            domain.set(
                    ADMIN.at(
                            new Origin(
                                    from, Optional.of(from), Optional.empty(), Optional.empty())),
                    id,
                    number,
                    Verification.SEND_CODE);
            var due = domain.outbox.claimDue(domain.clock.instant(), 1, Duration.ofDays(1));
            domain.verify(ADMIN, id, due.get(0).sms().code().text());
            return 1;
        } catch (Rejection refused) {
            return 0;
        }
    }
}
