package org.userphone.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.People;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.Verification;

class AnswerOnceTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("key");
    private static final String NUMBER = "+41791234567";
    private static final String OTHER_NUMBER = "+41791234568";

    private final InMemoryDomain domain = new InMemoryDomain();

    AnswerOnceTest() {
        domain.known(MINNIE, Optional.empty());
    }

    private String set(Caller caller, IdempotencyKey key, String number) throws Exception {
        return domain.answerOnce.answer(
                caller,
                key,
                "set " + number,
                () ->
                        domain.set(caller, MINNIE, number, Verification.RETURN_CODE)
                                .code()
                                .orElseThrow()
                                .text());
    }

    private long sets() {
        return domain.events(MINNIE).stream().filter(PhoneChanged.class::isInstance).count();
    }

    @Test
    void aRepeatedCallGetsTheFirstAnswerAndChangesNothing() throws Exception {
        var first = set(ADMIN, KEY, NUMBER);
        var sequence = domain.user(MINNIE).last();

        assertThat(set(ADMIN, KEY, NUMBER)).isEqualTo(first);
        assertThat(domain.user(MINNIE).last()).isEqualTo(sequence);
    }

    @Test
    void fiftyEqualCallsAtOnceHaveOneEffectAndOneAnswer() throws Exception {
        var pool = Executors.newFixedThreadPool(50);
        try {
            Callable<String> call = () -> set(ADMIN, KEY, NUMBER);
            var answers = pool.invokeAll(Collections.nCopies(50, call));

            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.get(0).get());
            }
        } finally {
            pool.shutdown();
        }
        assertThat(sets()).isOne();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefusedAndTheFirstAnswerStays() throws Exception {
        var first = set(ADMIN, KEY, NUMBER);

        assertRejected(Reason.IDEMPOTENCY_KEY_REUSED, () -> set(ADMIN, KEY, OTHER_NUMBER));

        assertThat(sets()).isOne();
        assertThat(set(ADMIN, KEY, NUMBER)).isEqualTo(first);
    }

    @Test
    void anotherKeyIsAnotherCall() throws Exception {
        set(ADMIN, KEY, NUMBER);

        assertRejected(
                Reason.PHONE_NOT_CHANGED, () -> set(ADMIN, new IdempotencyKey("KEY"), NUMBER));
    }

    @Test
    void theKeysOfTwoCallersNeverMeet() throws Exception {
        set(ADMIN, KEY, NUMBER);

        assertRejected(Reason.PHONE_NOT_CHANGED, () -> set(People.adminOf(ACME), KEY, NUMBER));
        set(People.adminOf(ACME), KEY, OTHER_NUMBER);
        assertThat(sets()).isEqualTo(2);
    }

    @Test
    void whereTheCallerEndsAndTheKeyBeginsMakesADifference() throws Exception {
        var caller =
                new Caller(new UserId("a"), Optional.empty(), Set.of(), Set.of(), Origin.UNKNOWN);
        var other =
                new Caller(new UserId("ab"), Optional.empty(), Set.of(), Set.of(), Origin.UNKNOWN);
        answer(caller, new IdempotencyKey("bc"), "first");

        assertThat(answer(other, new IdempotencyKey("c"), "second")).isEqualTo("second");
    }

    /** The answer may contain a code, which requires a permission. */
    @Test
    void anAnswerIsNotGivenToTheSameCallerWithOtherPermissions() throws Exception {
        var write = Set.of(Permission.USER_WRITE);
        var id = new UserId("caller");
        answer(new Caller(id, Optional.of(ACME), Set.of(), write, Origin.UNKNOWN), KEY, "first");

        for (var caller :
                new Caller[] {
                    new Caller(id, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN),
                    new Caller(id, Optional.of(ACME), write, Set.of(), Origin.UNKNOWN),
                    new Caller(id, Optional.of(OTHER), Set.of(), write, Origin.UNKNOWN),
                }) {
            assertRejected(Reason.IDEMPOTENCY_KEY_REUSED, () -> answer(caller, KEY, "second"));
        }
    }

    @Test
    void anAnswerIsKeptFor24HoursAndThenTheKeyIsAsNew() throws Exception {
        var first = set(ADMIN, KEY, NUMBER);

        domain.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(set(ADMIN, KEY, NUMBER)).isEqualTo(first);

        domain.clock.advance(Duration.ofMillis(1));
        assertRejected(Reason.PHONE_NOT_CHANGED, () -> set(ADMIN, KEY, NUMBER));
        set(ADMIN, KEY, OTHER_NUMBER);
        assertThat(sets()).isEqualTo(2);
    }

    @Test
    void aRefusedCallMayBeMadeAgainOnceItsCauseIsGone() throws Exception {
        set(ADMIN, KEY, NUMBER);
        var key = new IdempotencyKey("later");
        assertRejected(Reason.PHONE_NOT_CHANGED, () -> set(ADMIN, key, NUMBER));
        domain.remove(ADMIN, MINNIE);

        set(ADMIN, key, NUMBER);

        assertThat(sets()).isEqualTo(2);
    }

    @Test
    void aRefusedCallLeavesItsKeyToAnotherRequest() throws Exception {
        assertRejected(Reason.PHONE_INVALID, () -> set(ADMIN, KEY, "nonsense"));

        set(ADMIN, KEY, NUMBER);

        assertThat(sets()).isOne();
    }

    @Test
    void whatARefusedCallHasToRememberStays() throws Exception {
        set(ADMIN, KEY, NUMBER);
        var key = new IdempotencyKey("verify");
        Callable<String> wrong = () -> domain.verify(ADMIN, MINNIE, "wrong").id().value();

        for (int i = 0; i < 2; i++) {
            assertRejected(
                    Reason.CODE_INVALID,
                    () -> domain.answerOnce.answer(ADMIN, key, "verify", wrong));
        }

        assertThat(domain.events(MINNIE).stream().filter(PhoneVerificationFailed.class::isInstance))
                .hasSize(2);
        assertThat(domain.answers.size()).isOne();
    }

    @Test
    void aCallThatWroteAndWasRefusedLeavesNothingOfIt() {
        var refusal = new Rejection(Reason.PHONE_INVALID);

        assertThatThrownBy(
                        () ->
                                domain.answerOnce.answer(
                                        ADMIN,
                                        KEY,
                                        "set",
                                        () ->
                                                domain.memory.in(
                                                        () -> {
                                                            domain.set(
                                                                    ADMIN,
                                                                    MINNIE,
                                                                    NUMBER,
                                                                    Verification.SEND_CODE);
                                                            throw refusal;
                                                        })))
                .isSameAs(refusal);

        assertThat(sets()).isZero();
        assertThat(domain.answers.size()).isZero();
    }

    @Test
    void aFailureKeepsNoAnswer() throws Exception {
        assertThatThrownBy(
                        () ->
                                domain.answerOnce.answer(
                                        ADMIN,
                                        KEY,
                                        "request",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");

        assertThat(answer(ADMIN, KEY, "repaired")).isEqualTo("repaired");
    }

    @Test
    void neitherTheCallerNorTheKeyIsReadableInThePlace() throws Exception {
        answer(ADMIN, new IdempotencyKey("+41791234567"), "answer");

        assertThat(domain.answers.places())
                .singleElement()
                .asString()
                .hasSize(43)
                .doesNotContain("admin", "4179");
    }

    private String answer(Caller caller, IdempotencyKey key, String answer) throws Exception {
        return domain.answerOnce.answer(caller, key, "request", () -> answer);
    }
}
