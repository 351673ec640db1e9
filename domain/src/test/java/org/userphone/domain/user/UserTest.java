package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.added;
import static org.userphone.domain.user.People.code;
import static org.userphone.domain.user.People.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.Failures;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.user.UserEvent.EmailChanged;
import org.userphone.domain.user.UserEvent.EmailCodeAdded;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserReactivated;
import org.userphone.domain.user.UserEvent.UserUnlocked;
import org.userphone.domain.user.UserEvent.UsernameChanged;

class UserTest {

    private static final PhoneNumber ANOTHER = new PhoneNumber("+41791234568");
    private static final EmailAddress ADDRESS = new EmailAddress("minnie@example.com");
    private static final HumanAdded HUMAN =
            new HumanAdded("minnie", profile("Minnie", "Mouse"), ADDRESS, Optional.of(NUMBER));
    private static final Instant LATER = NOON.plusSeconds(60);

    private final Codes codes = new InMemoryDomain().codes;
    private final User minnie = added(MINNIE, Optional.of(NUMBER)).after();

    @Test
    void anAddedUserIsAsTheEventSays() {
        var user = absent().record(List.of(HUMAN), Editor.of(ADMIN.id()), NOON).after();

        assertThat(user)
                .isEqualTo(
                        new User(
                                MINNIE,
                                ACME,
                                UserState.ACTIVE,
                                "minnie",
                                new Human(
                                        profile("Minnie", "Mouse"),
                                        new Email.Unverified(ADDRESS, Optional.empty(), 0),
                                        new Phone.Unverified(NUMBER, Optional.empty()),
                                        Failures.NONE,
                                        Set.of()),
                                Optional.empty(),
                                NOON,
                                new EventPosition(1, NOON),
                                new EventPosition(1, NOON)));
    }

    @Test
    void aUserMayHaveNoNumber() {
        var user = added(MINNIE, Optional.empty()).after();

        assertThat(user.human().phone()).isEqualTo(new Phone.None());
        assertThat(user.human().phone().number()).isEmpty();
        assertThat(user.human().phone().pendingCode()).isEmpty();
    }

    @Test
    void addingWithBothCodesReturnedTakesThreeEvents() {
        var events =
                absent().add(
                                HUMAN,
                                proof(Verification.RETURN_CODE, ADDRESS.text()),
                                proof(Verification.RETURN_CODE, NUMBER.e164()));

        assertThat(events)
                .<Class<?>>extracting(UserEvent::getClass)
                .containsExactly(HumanAdded.class, EmailCodeAdded.class, PhoneCodeAdded.class);
        assertThat(absent().record(events, Editor.of(ADMIN.id()), NOON).sequence()).isEqualTo(3);
    }

    @Test
    void settingANumberAfterThatEndsAtFive() {
        var three = minnie.record(List.of(code(true), code(true)), Editor.of(MINNIE), NOON);
        assertThat(three.sequence()).isEqualTo(3);

        var events =
                three.after().human().changePhone(ANOTHER, phoneProof(Verification.RETURN_CODE));

        assertThat(three.after().record(events, Editor.of(MINNIE), LATER).sequence()).isEqualTo(5);
    }

    @Test
    void timesInAHistoryNeverGoBackwards() {
        var later = minnie.record(List.of(new PhoneRemoved()), Editor.of(MINNIE), LATER).after();

        var byASlowClock =
                later.record(List.of(new PhoneChanged(NUMBER)), Editor.of(MINNIE), NOON).after();

        assertThat(byASlowClock.last()).isEqualTo(new EventPosition(3, LATER));
    }

    @Test
    void addingProvesAddressAndNumberEachInItsOwnWay() {
        var vouched = proof(Verification.ALREADY_VERIFIED, ADDRESS.text());
        var untouched = proof(Verification.NONE, ADDRESS.text());

        assertThat(absent().add(HUMAN, vouched, vouched))
                .containsExactly(HUMAN, new EmailVerified(), new PhoneVerified());
        assertThat(absent().add(HUMAN, untouched)).containsExactly(HUMAN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSetNumberAwaitsTheCodeWhoeverGetsIt(boolean returned) {
        var proof = phoneProof(returned ? Verification.RETURN_CODE : Verification.SEND_CODE);

        var events = minnie.human().changePhone(ANOTHER, proof);
        var user = minnie.record(events, Editor.of(MINNIE), LATER).after();

        var issued = proof.code().orElseThrow();
        assertThat(events)
                .containsExactly(
                        new PhoneChanged(ANOTHER),
                        new PhoneCodeAdded(issued.hash(), LIFETIME, returned));
        assertThat(user.human().phone())
                .isEqualTo(
                        new Phone.Unverified(
                                ANOTHER,
                                Optional.of(
                                        new PendingCode(
                                                issued.hash(),
                                                LATER,
                                                LATER.plus(LIFETIME),
                                                3,
                                                0,
                                                0))));
        assertThat(proof.returnedCode().isPresent()).isEqualTo(returned);
        assertThat(proof.sentCode().isPresent()).isEqualTo(!returned);
    }

    @Test
    void aNumberThatTheCallerVouchesForIsProven() {
        var proof = phoneProof(Verification.ALREADY_VERIFIED);
        var events = minnie.human().changePhone(ANOTHER, proof);

        assertThat(events).containsExactly(new PhoneChanged(ANOTHER), new PhoneVerified());
        assertThat(minnie.record(events, Editor.of(ADMIN.id()), LATER).after().human().phone())
                .isEqualTo(new Phone.Verified(ANOTHER));
        assertThat(proof.code()).isEmpty();
    }

    @Test
    void aNumberMayBeSetWithoutProof() {
        assertThat(minnie.human().changePhone(ANOTHER, phoneProof(Verification.NONE)))
                .containsExactly(new PhoneChanged(ANOTHER));
    }

    @ParameterizedTest
    @EnumSource
    void theNumberTheUserHasIsNotChangedVerifiedOrNot(Verification how) {
        var verified = after(minnie, new PhoneVerified());

        assertRejected(
                Reason.PHONE_NOT_CHANGED,
                () -> minnie.human().changePhone(NUMBER, phoneProof(how)));
        assertRejected(
                Reason.PHONE_NOT_CHANGED,
                () -> verified.human().changePhone(NUMBER, phoneProof(how)));
    }

    @Test
    void anotherNumberMakesTheProofOfTheFirstWorthless() {
        var pending = after(minnie, code(false));
        var verified = after(pending, new PhoneVerified());

        assertThat(pending.human().phone().pendingCode()).isPresent();
        for (var user : List.of(pending, verified)) {
            assertThat(after(user, new PhoneChanged(ANOTHER)).human().phone())
                    .isEqualTo(new Phone.Unverified(ANOTHER, Optional.empty()));
        }
    }

    @Test
    void aLaterCodeReplacesTheEarlierOne() {
        var user = after(after(minnie, code(false)), code(true));

        assertThat(user.human().phone().pendingCode().map(PendingCode::sequence)).contains(3L);
    }

    @Test
    void aProvenNumberHasNoCodeAnyMore() {
        var user = after(after(minnie, code(false)), new PhoneVerified());

        assertThat(user.human().phone()).isEqualTo(new Phone.Verified(NUMBER));
        assertThat(user.human().phone().number()).contains(NUMBER);
        assertThat(user.human().phone().pendingCode()).isEmpty();
    }

    @Test
    void theSendingOfACodeChangesNothingButThePosition() {
        var before = after(minnie, code(false));
        var user = after(before, new PhoneCodeSent());

        assertThat(user.human().phone()).isEqualTo(before.human().phone());
        assertThat(user.last().sequence()).isEqualTo(3);
    }

    @Test
    void anAddressIsProvenLikeANumber() {
        var issued = codes.issue(MINNIE, ADDRESS.text());
        var pending = after(minnie, new EmailCodeAdded(issued.hash(), LIFETIME, true));

        assertThat(minnie.human().email().pendingCode()).isEmpty();
        assertThat(pending.human().email().pendingCode())
                .contains(new PendingCode(issued.hash(), LATER, LATER.plus(LIFETIME), 2, 0, 0));
        assertThat(after(pending, new EmailVerified()).human().email())
                .isEqualTo(new Email.Verified(ADDRESS));
        assertThat(after(pending, new EmailVerified()).human().email().pendingCode()).isEmpty();
    }

    @Test
    void readersSeeWhereTheLastEventLiesThatTheyCanTell() {
        var user = after(minnie, new PhoneChanged(ANOTHER));
        assertThat(user.lastSeen().sequence()).isEqualTo(2);

        user = after(user, code(false));
        user = after(user, new PhoneCodeSent());
        user = after(user, new EmailCodeAdded(People.HASH, LIFETIME, true));
        assertThat(user.lastSeen().sequence()).isEqualTo(2);
        assertThat(user.last().sequence()).isEqualTo(5);

        user = after(user, new PhoneVerified());
        assertThat(user.lastSeen()).isEqualTo(user.last());
        user = after(user, new EmailVerified());
        assertThat(user.lastSeen().sequence()).isEqualTo(7);
    }

    @Test
    void aDecisionAndItsRecordLeaveTheUserAsItWas() {
        var before = added(MINNIE, Optional.of(NUMBER)).after();
        var change =
                minnie.record(
                        minnie.human().changePhone(ANOTHER, phoneProof(Verification.SEND_CODE)),
                        Editor.of(MINNIE),
                        LATER);

        assertThat(minnie).isEqualTo(before);
        assertThat(change.before()).isEqualTo(before);
    }

    @Test
    void theEventsOfOneChangeShareItsEditorAndItsTimeInMicroseconds() {
        var change =
                minnie.record(
                        List.of(new PhoneChanged(ANOTHER), code(true)),
                        Editor.of(MINNIE),
                        LATER.plusNanos(999));

        assertThat(change.events())
                .extracting(RecordedEvent::position)
                .containsExactly(new EventPosition(2, LATER), new EventPosition(3, LATER));
        assertThat(change.events())
                .extracting(RecordedEvent::editor)
                .containsOnly(Editor.of(MINNIE));
        assertThat(change.after().createdAt()).isEqualTo(NOON);
    }

    @Test
    void replayingAnyHistoryGivesTheUserThatFoldedIt() {
        var random = new SplittableRandom(42);
        for (int round = 0; round < 200; round++) {
            var user = absent();
            var history = new ArrayList<RecordedEvent>();
            var now = NOON;
            while (history.size() < 60) {
                var events =
                        history.isEmpty() ? List.<UserEvent>of(human(random)) : any(user, random);
                now = now.plusNanos(random.nextLong(Duration.ofHours(1).toNanos()));
                var change = user.record(events, Editor.of(MINNIE), now);
                history.addAll(change.events());
                user = change.after();
            }

            assertThat(User.replay(MINNIE, ACME, history)).isEqualTo(user);
            assertThat(history)
                    .extracting(event -> event.position().sequence())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, history.size()).boxed().toList());
            assertThat(user.last()).isEqualTo(history.get(history.size() - 1).position());
            assertThat(user.lastSeen())
                    .isEqualTo(
                            history.stream()
                                    .filter(recorded -> recorded.event().isSeenByReaders())
                                    .reduce((earlier, later) -> later)
                                    .orElseThrow()
                                    .position());
        }
    }

    @Test
    void nothingPrintedTellsWhoTheUserIs() {
        var human =
                new NewHuman(
                        ACME,
                        Optional.empty(),
                        Optional.of("minnie"),
                        profile("Minnie", "Mouse"),
                        ADDRESS,
                        Verification.NONE,
                        Optional.of(NUMBER.e164()),
                        Verification.NONE);

        assertThat(minnie).hasToString("User[minnie@1]");
        assertThat(ADDRESS).hasToString("…@example.com");
        assertThat(
                        List.of(HUMAN, human, new PhoneChanged(NUMBER), minnie.human().phone())
                                .toString())
                .doesNotContainIgnoringCase("minnie", "mouse")
                .doesNotContain(NUMBER.e164().substring(1, 8));
    }

    private static HumanAdded human(SplittableRandom random) {
        return new HumanAdded(
                "minnie",
                profile("Minnie", "Mouse"),
                ADDRESS,
                random.nextBoolean() ? Optional.of(NUMBER) : Optional.empty());
    }

    /** Random events that are possible for the user; those about a number need one. */
    private static List<UserEvent> any(User user, SplittableRandom random) {
        var changed = new PhoneChanged(new PhoneNumber("+4179" + random.nextInt(1_000_000)));
        return switch (random.nextInt(12)) {
            case 0 -> List.of(changed);
            case 1 -> List.of(changed, code(random.nextBoolean()));
            case 2 -> List.of(changed, new PhoneVerified());
            case 3 -> List.of(new EmailCodeAdded(People.HASH, LIFETIME, true));
            case 4 -> List.of(new EmailVerified());
            case 6 -> List.of(new PhoneVerificationFailed(false));
            case 7 -> List.of(new PhoneRemoved());
            case 8 -> List.of(new EmailVerificationFailed(random.nextBoolean()));
            case 10 ->
                    List.of(
                            new UsernameChanged("name" + random.nextInt(9)),
                            new EmailChanged(ADDRESS),
                            new ProfileChanged(profile("Minnie", "Duck")));
            case 9 ->
                    List.of(
                            new UserLocked(),
                            new UserUnlocked(),
                            new UserDeactivated(),
                            new UserReactivated());
            case 5 ->
                    user.human().phone().number().isPresent()
                            ? List.of(new PhoneVerified())
                            : List.of(new EmailVerified());
            default ->
                    user.human().phone().number().isPresent()
                            ? List.of(code(false), new PhoneCodeSent())
                            : List.of(changed);
        };
    }

    private static User absent() {
        return User.absent(MINNIE, ACME);
    }

    private static User after(User user, UserEvent event) {
        return user.record(List.of(event), Editor.of(MINNIE), LATER).after();
    }

    private Proof phoneProof(Verification how) {
        return proof(how, ANOTHER.e164());
    }

    private Proof proof(Verification how, String address) {
        return Proof.of(how, codes, MINNIE, address);
    }
}
