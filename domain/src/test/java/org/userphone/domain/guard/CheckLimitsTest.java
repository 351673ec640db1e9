package org.userphone.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.CheckLimits.LimitsChecked;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.NumberType;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Verification;

class CheckLimitsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final EventQuery ALL_EVENTS =
            new EventQuery(
                    0,
                    10,
                    true,
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private static final String PHONE = "+41791234567";

    private static final GuardPolicy POLICY =
            new GuardPolicy(
                    Quota.parse("2/PT1H,10/PT24H"),
                    Quota.parse("10/PT24H"),
                    Quota.parse("25/PT5M"),
                    Quota.parse("100/PT24H"),
                    Caps.parse("CH=4"),
                    Caps.parse("acme=0.10"),
                    new BreakerPolicy(4, 50, Duration.ofHours(1)),
                    new AllowDenyList<>(Set.of(), Set.of("KP")),
                    new AllowDenyList<>(Set.of(), Set.of(NumberType.PREMIUM_RATE)));

    private final InMemoryDomain domain =
            new InMemoryDomain(POLICY, TestNumbers.parse("+41791234599=123456@2030-01-01"));

    @BeforeEach
    void addMinnie() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void askingTellsWhatCountsSinceWhenAndUntilWhenAndCountsNothing() {
        send(PHONE);
        domain.clock.advance(MINUTE);

        for (int i = 0; i < 20; i++) {
            assertThat(checkUser().refusal()).isEmpty();
        }

        var ofNumber = states(checkUser(), Limit.SMS_TO_NUMBER);
        assertThat(ofNumber).hasSize(2);
        var anHour = ofNumber.get(0);
        assertThat(anHour.counted()).isEqualByComparingTo("1");
        assertThat(anHour.most()).isEqualByComparingTo("2");
        assertThat(anHour.period()).contains(Duration.ofHours(1));
        assertThat(anHour.since()).contains(NOON);
        assertThat(anHour.until()).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(anHour.refusedUntil()).isEmpty();
        assertThat(anHour.percent()).isEqualTo(50);
        assertThat(states(checkUser(), Limit.SMS_BUDGET).get(0).counted())
                .isEqualByComparingTo("0.04");
        assertThat(states(checkUser(), Limit.SMS_TO_COUNTRY).get(0).counted())
                .isEqualByComparingTo("1");
        assertThat(states(checkUser(), Limit.SELF_CHANGES).get(0).counted())
                .isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void whatIsToldOfTheNextSmsIsWhatBecomesOfIt() {
        send(PHONE);
        send("+41791234568");
        assertThat(checkUser().refusal()).as("the budget has room for two").isPresent();
        assertThat(refused(checkUser())).isEqualTo(Reason.SMS_BUDGET_SPENT);
        assertRejected(Reason.SMS_BUDGET_SPENT, () -> send("+41791234569"));
    }

    @Test
    void theRuleThatRefusesForTheLongestTimeIsNamed() {
        send(PHONE);
        send("+41791234568");
        send(PHONE, "other");

        var checked = check(ADMIN, phone("079 123 45 67"));

        assertThat(refused(checked)).isEqualTo(Reason.SMS_TO_NUMBER_LIMITED);
        assertThat(checked.refusal().flatMap(Rejection::retryAfter)).contains(Duration.ofHours(1));
        assertThat(refused(check(ADMIN, phone("+41 79 123 45 67"))))
                .isEqualTo(Reason.SMS_TO_NUMBER_LIMITED);
    }

    @Test
    void theBreakerAndThePrefixAreAskedForByAPrefixAlone() {
        for (int i = 0; i < 4; i++) {
            send("+4179123456" + i, "org" + i);
        }
        var checked =
                check(
                        ADMIN,
                        new LimitQuestion(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("+41 79 123"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));

        assertThat(checked.states())
                .extracting(LimitState::limit)
                .containsExactly(Limit.SMS_TO_PREFIX, Limit.SMS_BREAKER);
        assertThat(states(checked, Limit.SMS_TO_PREFIX).get(0).counted()).isEqualByComparingTo("4");
        var breaker = states(checked, Limit.SMS_BREAKER).get(0);
        assertThat(breaker.counted()).as("not entered").isEqualByComparingTo("4");
        assertThat(breaker.most()).isEqualByComparingTo("2");
        assertThat(refused(checked)).isEqualTo(Reason.SMS_BREAKER_OPEN);
    }

    @Test
    void whatIsDeniedAltogetherIsTold() {
        assertThat(refused(check(ADMIN, phone("+850 191 123 4567"))))
                .isEqualTo(Reason.SMS_COUNTRY_DENIED);
        assertThat(refused(check(ADMIN, phone("+41 900 123 456"))))
                .isEqualTo(Reason.SMS_TYPE_DENIED);
        assertThat(check(ADMIN, phone("+41791234599")).refusal()).as("for tests").isEmpty();
    }

    @Test
    void managersOfAnOrganisationAskAboutItsUsersAndNothingElse() {
        send(PHONE);
        var desk = manager(ACME);

        assertThat(check(desk, LimitQuestion.of(MINNIE)).states()).isNotEmpty();
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> check(manager(new OrganisationId("other")), LimitQuestion.of(MINNIE)));
        assertRejected(Reason.CALL_NOT_PERMITTED, () -> check(desk, phone(PHONE)));
        var elsewhere =
                new LimitQuestion(
                        Optional.of(MINNIE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ClientAddress("192.0.2.1")),
                        Optional.empty());
        assertRejected(Reason.CALL_NOT_PERMITTED, () -> check(desk, elsewhere));
        assertRejected(
                Reason.USER_NOT_FOUND, () -> check(desk, LimitQuestion.of(new UserId("none"))));
    }

    @Test
    void theFullestAreListedAndOneThatIsClearedRefusesNothingAndTheHistoryTellsWhoClearedIt() {
        send(PHONE, "a");
        send(PHONE, "b");
        var full = domain.listFullestCounts.list(ADMIN, true, 0, 10);
        assertThat(full).extracting(LimitState::limit).containsExactly(Limit.SMS_TO_NUMBER);
        assertThat(full.get(0).count()).doesNotContain(PHONE.substring(1)).startsWith("NUMBER:");
        assertThat(refused(check(ADMIN, phone(PHONE)))).isEqualTo(Reason.SMS_TO_NUMBER_LIMITED);

        domain.memory.run(() -> domain.clearCount.clear(ADMIN, full.get(0).count()));

        assertThat(check(ADMIN, phone(PHONE)).refusal()).isEmpty();
        assertThat(domain.listFullestCounts.list(ADMIN, true, 0, 10)).isEmpty();
        send(PHONE, "c");
        var events = domain.readInstanceHistory.read(ADMIN, ALL_EVENTS);
        assertThat(events)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.type()).isEqualTo(ClearedCount.TYPE);
                            assertThat(event.editor().id()).isEqualTo(ADMIN.id().value());
                            assertThat(event.payload()).containsOnlyKeys("limit");
                        });
    }

    @Test
    void countsThatAreNearlyFullAreListedUntilTheirDayIsOver() {
        send(PHONE);
        send("+41791234568");

        assertThat(fullest())
                .contains(Limit.SMS_BUDGET, Limit.SMS_TO_COUNTRY)
                .doesNotContain(Limit.SMS_TO_PREFIX);
        domain.clock.advance(Duration.ofHours(13));
        assertThat(fullest()).doesNotContain(Limit.SMS_BUDGET, Limit.SMS_TO_COUNTRY);
    }

    @Test
    void onlyOperatorsOfTheInstanceSeeCountsOfAllAndClearThem() {
        send(PHONE);
        var key = states(checkUser(), Limit.SMS_OF_USER).get(0).count();

        assertRejected(
                Reason.CALL_NOT_PERMITTED,
                () -> domain.listFullestCounts.list(manager(ACME), false, 0, 10));
        assertRejected(
                Reason.CALL_NOT_PERMITTED, () -> domain.clearCount.clear(manager(ACME), key));
        for (var unknown : List.of("NUMBER:unknown", "VERIFIED:x", "", "number")) {
            assertRejected(
                    Reason.LIMIT_COUNT_NOT_FOUND, () -> domain.clearCount.clear(ADMIN, unknown));
        }
    }

    private List<Limit> fullest() {
        return domain.listFullestCounts.list(ADMIN, false, 0, 10).stream()
                .map(LimitState::limit)
                .toList();
    }

    private void send(String phone) {
        domain.set(ADMIN, MINNIE, phone, Verification.SEND_CODE);
    }

    /** An SMS of another user in another organisation, which has no budget. */
    private void send(String phone, String name) {
        var subject =
                new Subject(
                        Optional.of(new PhoneNumber(phone)),
                        Optional.of(phone.substring(0, phone.length() - 4)),
                        Optional.of(new UserId(name)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        BigDecimal.ZERO);
        var now = domain.clock.instant();
        domain.memory.run(
                () ->
                        HeldCounts.lock(
                                        domain.counts,
                                        new SmsRules(POLICY, domain.keys).of(subject, now),
                                        now)
                                .count());
    }

    private LimitsChecked checkUser() {
        return check(ADMIN, LimitQuestion.of(MINNIE));
    }

    private LimitsChecked check(Caller caller, LimitQuestion question) {
        return domain.memory.in(() -> domain.checkLimits.check(caller, question));
    }

    private static LimitQuestion phone(String phone) {
        return new LimitQuestion(
                Optional.empty(),
                Optional.of(phone),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<LimitState> states(LimitsChecked checked, Limit limit) {
        return checked.states().stream().filter(state -> state.limit() == limit).toList();
    }

    private static Reason refused(LimitsChecked checked) {
        return checked.refusal().orElseThrow().reason();
    }

    /** A caller who has what the helpdesk of an organisation has. */
    private static Caller manager(OrganisationId organisation) {
        return new Caller(
                new UserId("desk"),
                Optional.of(organisation),
                Set.of(),
                Set.of(Permission.USER_READ, Permission.USER_WRITE, Permission.EVENTS_READ),
                Origin.UNKNOWN);
    }
}
