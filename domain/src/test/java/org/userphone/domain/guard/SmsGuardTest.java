package org.userphone.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.plain;
import static org.userphone.domain.user.People.profile;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.NumberType;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.Verification;

class SmsGuardTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final GuardPolicy OFF = GuardPolicy.NONE;

    private InMemoryDomain domain;

    @Test
    void aNumberGetsFiveAnHourWhoeverAsksAndTenADay() {
        limits(number("5/PT1H,10/PT24H"));
        for (int i = 0; i < 5; i++) {
            send("user" + i, "+41791234567");
            domain.clock.advance(Duration.ofMinutes(1));
        }

        assertLimited(Reason.SMS_TO_NUMBER_LIMITED, HOUR.minusMinutes(5), "other", "+41791234567");
        send("other", "+41791234568");
        domain.clock.advance(HOUR.minusMinutes(5));
        send("next0", "+41791234567");
        assertLimited(Reason.SMS_TO_NUMBER_LIMITED, Duration.ofMinutes(1), "z", "+41791234567");
        for (int i = 1; i < 5; i++) {
            domain.clock.advance(Duration.ofMinutes(1));
            send("next" + i, "+41791234567");
        }
        domain.clock.advance(HOUR);
        assertLimited(
                Reason.SMS_TO_NUMBER_LIMITED,
                DAY.minus(HOUR).minus(HOUR).minusMinutes(4),
                "z",
                "+41791234567");
    }

    @Test
    void aUserGetsTenADayWhateverTheNumbers() {
        limits(user("10/PT24H"));
        for (int i = 0; i < 10; i++) {
            send("minnie", "+4179123456" + i);
        }

        assertLimited(Reason.SMS_OF_USER_LIMITED, DAY, "minnie", "+41791234570");
        send("other", "+41791234570");
        domain.clock.advance(DAY);
        send("minnie", "+41791234570");
    }

    @Test
    void anAddressMayAskForTwentyFiveInFiveMinutes() throws UnknownHostException {
        limits(address("25/PT5M"));
        var here = at("2001:db8:1:2::1");
        for (int i = 0; i < 25; i++) {
            send(here, "user" + i, "+41791234" + (500 + i));
        }

        assertLimited(
                Reason.SMS_FROM_ADDRESS_LIMITED,
                Duration.ofMinutes(5),
                () -> send(at("2001:db8:1:2:ffff::9"), "a", "+41791234000"));
        send(at("2001:db8:1:3::1"), "b", "+41791234000");
        send(at("192.0.2.1"), "c", "+41791234000");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "2001:db8::1, 2001:db8::ffff:0:0:1, true",
        "2001:db8::1, 2001:db8:0:1::1, false"
    })
    void addressesAreOneIfTheyAreOneClients(String one, String other, boolean same)
            throws UnknownHostException {
        assertThat(
                        ClientAddress.of(InetAddress.getByName(one))
                                .equals(ClientAddress.of(InetAddress.getByName(other))))
                .isEqualTo(same);
        assertThat(ClientAddress.of(InetAddress.getByName(one)).toString()).doesNotContain("2");
    }

    @Test
    void aPrefixGetsAHundredADay() {
        limits(prefix("100/PT24H"));
        for (int i = 0; i < 100; i++) {
            send("user" + i, "+4179123" + (1000 + i));
        }

        assertLimited(Reason.SMS_TO_PREFIX_LIMITED, DAY, "x", "+41791239999");
        send("x", "+41791249999");
    }

    @Test
    void aCountryHasItsLimitUntilMidnight() {
        limits(caps(Caps.parse("CH=2"), Caps.NONE));
        send("a", "+41791234567");
        send("b", "+41791234567");

        assertLimited(Reason.SMS_TO_COUNTRY_LIMITED, untilMidnight(), "c", "+41791230000");
        send("c", "+4915112345678");
        domain.clock.advance(untilMidnight());
        send("d", "+41791234567");
    }

    @Test
    void anOrganisationHasItsBudgetUntilMidnight() {
        limits(caps(Caps.NONE, Caps.parse("default=0.09,rich=0")));
        send("a", "+41791234567");
        send("b", "+41791234567");

        assertLimited(Reason.SMS_BUDGET_SPENT, untilMidnight(), "c", "+41791234567");
        domain.clock.advance(untilMidnight());
        send("c", "+4915112345678");
        assertLimited(Reason.SMS_BUDGET_SPENT, DAY, "d", "+4915112345678");
    }

    @Test
    void whereCodesAreNotEnteredNoMoreAreSentButOneAnHour() {
        limits(breaker(new BreakerPolicy(50, 20, HOUR)));
        for (int i = 0; i < 50; i++) {
            send("user" + i, "+4179123" + (1000 + i));
            if (i < 9) {
                enter("user" + i);
            }
        }

        assertLimited(Reason.SMS_BREAKER_OPEN, HOUR, "x", "+41791239999");
        send("y", "+41791249999");
        domain.clock.advance(HOUR);
        send("probe", "+41791239999");
        assertLimited(Reason.SMS_BREAKER_OPEN, HOUR, "x", "+41791239999");
    }

    @Test
    void whereOneInFiveCodesIsEnteredSmsGoOn() {
        limits(breaker(new BreakerPolicy(50, 20, HOUR)));
        for (int i = 0; i < 60; i++) {
            send("user" + i, "+4179123" + (1000 + i));
            if (i % 5 == 0) {
                enter("user" + i);
            }
        }

        assertThat(domain.outbox.size()).isEqualTo(60);
    }

    @Test
    void aCodeThatWasReturnedCountsForNothing() {
        limits(breaker(new BreakerPolicy(2, 50, HOUR)), number("1/PT1H"));
        domain.known(MINNIE, Optional.empty());
        for (int i = 0; i < 4; i++) {
            var set = domain.set(ADMIN, MINNIE, "+4179123456" + i, Verification.RETURN_CODE);
            domain.verify(ADMIN, MINNIE, set.code().orElseThrow().text());
        }
        domain.set(ADMIN, MINNIE, "+41791234567", Verification.ALREADY_VERIFIED);

        assertThat(domain.counts.keys()).isEmpty();
    }

    @Test
    void aRefusalLeavesNothingButItselfInTheHistoryOnce() {
        limits(number("1/PT1H"));
        send("first", "+41791234567");
        domain.known(MINNIE, Optional.empty());
        var before = domain.events(MINNIE);

        for (int i = 0; i < 2; i++) {
            assertRejected(
                    Reason.SMS_TO_NUMBER_LIMITED,
                    () -> domain.set(ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE));
        }
        assertRejected(
                Reason.SMS_TO_NUMBER_LIMITED,
                () -> domain.update(ADMIN, MINNIE, otherNumberAndName("+41791234567")));

        assertThat(domain.events(MINNIE))
                .containsExactly(before.get(0), new LimitExceeded(Limit.SMS_TO_NUMBER, HOUR));
        assertThat(domain.user(MINNIE).human().phone().number()).isEmpty();
        assertThat(domain.user(MINNIE).username()).isEqualTo("minnie@example.com");
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void aResendIsAnSmsToo() {
        limits(number("1/PT1H"));
        send("minnie", "+41791234567");
        domain.clock.advance(Duration.ofMinutes(1));
        var events = domain.events(MINNIE).size();

        assertLimited(
                Reason.SMS_TO_NUMBER_LIMITED,
                HOUR.minusMinutes(1),
                () -> domain.resend(ADMIN, MINNIE, Verification.SEND_CODE));

        assertThat(domain.events(MINNIE)).hasSize(events + 1);
        assertThat(domain.outbox.size()).isEqualTo(1);
        domain.resend(ADMIN, MINNIE, Verification.RETURN_CODE);
    }

    @Test
    void aUserWhoseSmsIsRefusedIsNotAdded() {
        limits(number("1/PT1H"));
        send("first", "+41791234567");

        assertRejected(
                Reason.SMS_TO_NUMBER_LIMITED, () -> domain.add(ADMIN, minnie("+41791234567")));

        assertThat(domain.users.find(MINNIE)).isEmpty();
        assertThat(domain.history(MINNIE)).isEmpty();
        domain.add(ADMIN, minnie("+41791234568"));
        assertThat(domain.outbox.size()).isEqualTo(2);
    }

    @Test
    void ofSeveralLimitsTheOneThatLastsLongestIsTold() {
        limits(number("1/PT1H"), user("1/PT24H"));
        send("minnie", "+41791234567");
        send("other", "+41791234569");

        assertLimited(Reason.SMS_OF_USER_LIMITED, DAY, "minnie", "+41791234569");
    }

    @Test
    void whatIsRefusedIsNotCounted() {
        limits(number("1/PT1H"), user("2/PT24H"));
        send("a", "+41791234567");
        for (int i = 0; i < 5; i++) {
            assertLimited(Reason.SMS_TO_NUMBER_LIMITED, HOUR, "minnie", "+41791234567");
        }

        send("minnie", "+41791234561");
        send("minnie", "+41791234562");
    }

    @Test
    void noSmsGoesToACountryOrATypeThatIsDenied() {
        limits(
                lists(
                        new AllowDenyList<>(Set.of("CH", "DE"), Set.of("DE")),
                        new AllowDenyList<>(
                                Set.of(),
                                Set.of(NumberType.PREMIUM_RATE, NumberType.SHARED_COST))));

        send("a", "+41791234567");
        assertNever(Reason.SMS_COUNTRY_DENIED, "+4915112345678");
        assertNever(Reason.SMS_COUNTRY_DENIED, "+33612345678");
        assertNever(Reason.SMS_TYPE_DENIED, "+41900123456");
        assertNever(Reason.SMS_TYPE_DENIED, "+41840123456");
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void noSmsGoesToAVoicemailBoxNorToANumberOfAnAreaOnly() {
        limits(
                lists(
                        AllowDenyList.all(),
                        new AllowDenyList<>(Set.of(), Set.of(NumberType.PREMIUM_RATE))));

        assertNever(Reason.SMS_NUMBER_IMPOSSIBLE, "+41860791234567");
        // Without an area code, it can be dialled in its area only.
        assertNever(Reason.SMS_NUMBER_IMPOSSIBLE, "+12530000");
    }

    @Test
    void nothingThatIsCountedTellsWhoItWas() throws UnknownHostException {
        limits(number("5/PT1H"), user("5/PT1H"), address("5/PT1H"), prefix("5/PT1H"));
        send(at("192.0.2.1"), "minnie", "+41791234567");

        assertThat(domain.counts.keys())
                .hasSize(4)
                .noneMatch(key -> key.contains("minnie") || key.contains("9123"))
                .noneMatch(key -> key.contains("192"));
    }

    @SafeVarargs
    private final void limits(UnaryOperator<GuardPolicy>... changes) {
        var policy = OFF;
        for (var change : changes) {
            policy = change.apply(policy);
        }
        domain = new InMemoryDomain(policy, TestNumbers.NONE);
    }

    private static UnaryOperator<GuardPolicy> number(String quotas) {
        return p -> policy(p, Quota.parse(quotas), p.user(), p.address(), p.prefix());
    }

    private static UnaryOperator<GuardPolicy> user(String quotas) {
        return p -> policy(p, p.number(), Quota.parse(quotas), p.address(), p.prefix());
    }

    private static UnaryOperator<GuardPolicy> address(String quotas) {
        return p -> policy(p, p.number(), p.user(), Quota.parse(quotas), p.prefix());
    }

    private static UnaryOperator<GuardPolicy> prefix(String quotas) {
        return p -> policy(p, p.number(), p.user(), p.address(), Quota.parse(quotas));
    }

    private static GuardPolicy policy(
            GuardPolicy p,
            List<Quota> number,
            List<Quota> user,
            List<Quota> address,
            List<Quota> prefix) {
        return new GuardPolicy(
                number,
                user,
                address,
                prefix,
                p.countries(),
                p.budgets(),
                p.breaker(),
                p.toCountries(),
                p.toTypes());
    }

    private static UnaryOperator<GuardPolicy> caps(Caps countries, Caps budgets) {
        return p ->
                new GuardPolicy(
                        p.number(),
                        p.user(),
                        p.address(),
                        p.prefix(),
                        countries,
                        budgets,
                        p.breaker(),
                        p.toCountries(),
                        p.toTypes());
    }

    private static UnaryOperator<GuardPolicy> breaker(BreakerPolicy breaker) {
        return p ->
                new GuardPolicy(
                        p.number(),
                        p.user(),
                        p.address(),
                        p.prefix(),
                        p.countries(),
                        p.budgets(),
                        breaker,
                        p.toCountries(),
                        p.toTypes());
    }

    private static UnaryOperator<GuardPolicy> lists(
            AllowDenyList<String> countries, AllowDenyList<NumberType> types) {
        return p ->
                new GuardPolicy(
                        p.number(),
                        p.user(),
                        p.address(),
                        p.prefix(),
                        p.countries(),
                        p.budgets(),
                        p.breaker(),
                        countries,
                        types);
    }

    private static Caller at(String address) throws UnknownHostException {
        return ADMIN.at(
                new Origin(
                        ClientAddress.UNKNOWN,
                        Optional.of(ClientAddress.of(InetAddress.getByName(address))),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void backEndsAreNotCountedByTheirOwnAddressAndPeopleAre() throws UnknownHostException {
        limits(address("1/PT1H"));
        var address = ClientAddress.of(InetAddress.getByName("192.0.2.9"));
        send(ADMIN.at(Origin.of(address)), "a", "+41791234501");
        send(ADMIN.at(Origin.of(address)), "b", "+41791234502");
        var self = plain(new UserId("c")).at(Origin.of(address));

        send(self, "c", "+41791234503");

        assertLimited(Reason.SMS_FROM_ADDRESS_LIMITED, HOUR, () -> send(self, "c", "+41791234504"));
    }

    private void send(String user, String number) {
        send(ADMIN, user, number);
    }

    private void send(Caller caller, String user, String number) {
        var id = new UserId(user);
        if (domain.users.find(id).isEmpty()) {
            domain.known(id, Optional.empty());
        }
        domain.set(caller, id, number, Verification.SEND_CODE);
    }

    /** The user enters the code that was sent last. */
    private void enter(String user) {
        var id = new UserId(user);
        var sent =
                domain.outbox.claimDue(domain.clock.instant(), 1000, HOUR).stream()
                        .map(ClaimedSms::sms)
                        .filter(sms -> sms.user().equals(id))
                        .reduce((first, last) -> last)
                        .orElseThrow();
        domain.verify(ADMIN, id, sent.code().text());
    }

    private void assertLimited(Reason reason, Duration wait, String user, String number) {
        assertLimited(reason, wait, () -> send(user, number));
    }

    private static void assertLimited(Reason reason, Duration wait, ThrowingCallable send) {
        assertThatThrownBy(send)
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(reason);
                            assertThat(no.retryAfter()).contains(wait);
                        });
    }

    private void assertNever(Reason reason, String number) {
        assertThatThrownBy(() -> send("minnie", number))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(reason);
                            assertThat(no.retryAfter()).isEmpty();
                        });
        assertThat(domain.events(MINNIE)).as("events of the user").hasSize(1);
    }

    private static Duration untilMidnight() {
        return Duration.between(NOON, NOON.truncatedTo(ChronoUnit.DAYS)).plus(DAY);
    }

    private static HumanUpdate otherNumberAndName(String number) {
        return new HumanUpdate(
                Optional.of("another name"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PhoneUpdate(Optional.of(number), Verification.SEND_CODE)));
    }

    private static NewHuman minnie(String number) {
        return new NewHuman(
                ACME,
                Optional.of(MINNIE),
                Optional.empty(),
                profile("Minnie", "Mouse"),
                new EmailAddress("minnie@example.com"),
                Verification.NONE,
                Optional.of(number),
                Verification.SEND_CODE);
    }
}
