package org.userphone.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.Verification;

class TestNumbersTest {

    private static final String NUMBER = "+41790000001";

    /** The clock stands at noon of the 23rd, and a number may get one SMS an hour. */
    private final InMemoryDomain domain =
            new InMemoryDomain(
                    new GuardPolicy(
                            Quota.parse("1/PT1H"),
                            Quota.parse("1/PT1H"),
                            Quota.parse("1/PT1H"),
                            Quota.parse("1/PT1H"),
                            Caps.NONE,
                            Caps.NONE,
                            BreakerPolicy.NONE,
                            AllowDenyList.all(),
                            AllowDenyList.all()),
                    TestNumbers.parse(NUMBER + "=123456@2026-11-24, +41790000002=abcd@2030-01-01"));

    @Test
    void aTestNumberIsProvedByItsCodeAndNeverGetsAnSms() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, NUMBER, Verification.SEND_CODE);
        domain.clock.advance(Duration.ofMinutes(1));
        domain.resend(ADMIN, MINNIE, Verification.SEND_CODE);

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, "abcd"));
        domain.verify(ADMIN, MINNIE, "123456");

        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.counts.keys()).isEmpty();
    }

    @Test
    void itIsANumberLikeOthersFromItsDayOn() {
        domain.known(MINNIE, Optional.empty());
        domain.clock.advance(Duration.ofHours(12));

        domain.set(ADMIN, MINNIE, NUMBER, Verification.SEND_CODE);

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, "123456"));
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void aCodeThatIsReturnedIsDrawnAsAlways() {
        domain.known(MINNIE, Optional.empty());

        var set = domain.set(ADMIN, MINNIE, NUMBER, Verification.RETURN_CODE);

        assertThat(set.code().orElseThrow().text()).isNotEqualTo("123456");
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, "123456"));
    }

    @Test
    void anotherNumberIsNotProvedByItsCode() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, "+41790000003", Verification.SEND_CODE);

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, "123456"));
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void theyShowNeitherNumbersNorCodes() {
        assertThat(TestNumbers.parse(NUMBER + "=123456@2026-11-24").toString())
                .contains("2026-11-24")
                .doesNotContain("4179", "1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+41790000001=123456",
                "0790000001=123456@2027-01-01",
                "+41790000001=123@2027-01-01",
                "+41790000001=123456@2027-13-01",
                "+41790000001=123456@2027-01-01,",
                "+41790000001=123456@2027-01-01,+41790000001=123457@2027-01-01"
            })
    void whatIsNoListOfThemIsRefusedWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestNumbers.parse(text))
                .withMessageNotContainingAny("4179", "1234");
    }
}
