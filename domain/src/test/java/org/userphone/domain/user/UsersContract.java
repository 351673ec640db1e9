package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.code;
import static org.userphone.domain.user.People.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Abandoned.Why;
import org.userphone.domain.Deadline;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.UserEvent.EmailCodeAdded;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.Erased;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserRemoved;
import org.userphone.domain.user.UserEvent.UsernameChanged;

/** What every adapter of {@link Users} must do. Each test starts with no users. */
public interface UsersContract {

    Users users();

    Transactions transactions();

    /** The deadlines that the adapter checks. */
    Deadlines deadlines();

    @Test
    default void anUnknownUserIsNotFound() {
        assertThat(transactions().in(() -> users().find(MINNIE))).isEmpty();
        assertThat(transactions().in(() -> users().lock(MINNIE))).isEmpty();
        assertThat(transactions().in(() -> users().history(MINNIE, 0, 10))).isEmpty();
    }

    @Test
    default void ofACallThatNobodyWaitsForAnyMoreNothingIsKept() {
        var before = add(MINNIE, Optional.empty()).after();
        var gone = new AtomicBoolean();

        assertThatThrownBy(
                        () ->
                                deadlines()
                                        .within(
                                                Deadline.NONE.unless(gone::get),
                                                () -> {
                                                    gone.set(true);
                                                    append(new PhoneChanged(NUMBER));
                                                    return null;
                                                }))
                .isInstanceOf(Abandoned.class)
                .extracting("why")
                .isEqualTo(Why.CANCELLED);
        assertThat(find(MINNIE)).isEqualTo(before);
        assertThat(transactions().in(() -> users().lock(MINNIE))).contains(before);
    }

    @Test
    default void anAddedUserIsFoundAsItWas() {
        var change = add(MINNIE, Optional.of(NUMBER));

        assertThat(find(MINNIE)).isEqualTo(change.after());
        assertThat(transactions().in(() -> users().lock(MINNIE))).contains(change.after());
        assertThat(history()).isEqualTo(change.events());
    }

    @Test
    default void replayingTheHistoryGivesTheSnapshot() {
        add(MINNIE, Optional.empty());
        append(new PhoneChanged(NUMBER), code(true));
        append(new UserLocked(), new UsernameChanged("m"), new ProfileChanged(profile("M", "M")));
        append(new PhoneCodeSent());
        append(new EmailCodeAdded(People.HASH, Duration.ofMinutes(10), true));
        append(new EmailVerificationFailed(false));
        append(new EmailVerificationFailed(true));
        append(new PhoneVerificationFailed(false));
        append(new PhoneVerified());
        append(new PhoneRemoved());
        append(new PhoneChanged(new PhoneNumber("+41791234568")), code(false), code(false));
        append(new PhoneVerificationFailed(false));
        append(new PhoneVerificationFailed(true));
        append(new LimitExceeded(Limit.PHONE_CODE_ATTEMPTS, Duration.ofSeconds(5)));
        append(new LimitExceeded(Limit.PHONE_CODE_RESENDS, Duration.ofSeconds(5)));

        assertThat(User.replay(MINNIE, ACME, history())).isEqualTo(find(MINNIE));
        assertThat(history())
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    default void aCodeOfAProviderIsFoundAsItWas() {
        var made = new ByProvider("42", Optional.empty());
        var sent = new ByProvider("42", Optional.of("VE1"));
        add(MINNIE, Optional.of(NUMBER));

        append(new PhoneCodeAdded(made, ByProvider.LIFETIME, false));
        assertThat(User.replay(MINNIE, ACME, history())).isEqualTo(find(MINNIE));
        append(new PhoneCodeSent(Optional.of(sent)), new PhoneVerificationFailed(false));

        assertThat(User.replay(MINNIE, ACME, history())).isEqualTo(find(MINNIE));
        assertThat(find(MINNIE).human().phone().pendingCode().orElseThrow().checkedBy())
                .contains(sent);
    }

    @Test
    default void aMachineIsFoundAsItWas() {
        var robot = new Machine("Robot", Optional.of("It calls"), AccessTokenType.JWT);
        var change =
                User.absent(MINNIE, ACME)
                        .record(
                                List.of(new MachineAdded("robot", robot)),
                                Editor.of(ADMIN.id()),
                                NOON);
        transactions().run(() -> users().append(change));

        assertThat(find(MINNIE)).isEqualTo(change.after());
        assertThat(User.replay(MINNIE, ACME, history())).isEqualTo(find(MINNIE));
    }

    @Test
    default void whatTheHistoryOfADeletedUserSaidIsErased() {
        add(MINNIE, Optional.of(NUMBER));
        append(new PhoneVerified());
        append(new UserRemoved());

        assertThat(transactions().in(() -> users().find(MINNIE))).isEmpty();
        assertThat(transactions().in(() -> users().lock(MINNIE))).isEmpty();
        assertThat(transactions().in(() -> users().isUsernameTaken("minnie@example.com")))
                .isFalse();
        assertThat(history())
                .extracting(RecordedEvent::event)
                .containsExactly(
                        new Erased("user.human.added"), new PhoneVerified(), new UserRemoved());
    }

    @Test
    default void aUserAddedAnewFollowsOnTheDeletedOne() {
        add(MINNIE, Optional.of(NUMBER));
        append(new UserRemoved());
        var vacant = transactions().in(() -> users().vacant(MINNIE, OTHER));
        var change =
                vacant.record(
                        List.of(People.added(MINNIE, Optional.empty()).events().get(0).event()),
                        Editor.of(ADMIN.id()),
                        NOON);
        transactions().run(() -> users().append(change));
        append(new PhoneChanged(NUMBER));

        assertThat(find(MINNIE).last().sequence()).isEqualTo(4);
        assertThat(find(MINNIE).resourceOwner()).isEqualTo(OTHER);
        assertThat(User.replay(MINNIE, OTHER, history())).isEqualTo(find(MINNIE));
        assertThat(history())
                .extracting(RecordedEvent::event)
                .startsWith(new Erased("user.human.added"))
                .endsWith(new PhoneChanged(NUMBER));
    }

    @Test
    default void thePlaceOfALivingUserIsNotVacant() {
        add(MINNIE, Optional.empty());

        assertThatThrownBy(() -> transactions().in(() -> users().vacant(MINNIE, ACME)))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> assertThat(no.reason()).isEqualTo(Reason.USER_EXISTS));
        var nobody = transactions().in(() -> users().vacant(new UserId("daisy"), ACME));
        assertThat(nobody).isEqualTo(User.absent(new UserId("daisy"), ACME));
    }

    @Test
    default void historyIsReadInPages() {
        add(MINNIE, Optional.of(NUMBER));
        append(code(true), new PhoneVerified());

        assertThat(transactions().in(() -> users().history(MINNIE, 1, 1)))
                .isEqualTo(history().subList(1, 2));
    }

    @Test
    default void aSecondUserWithTheSameIdIsRefused() {
        add(MINNIE, Optional.empty());

        assertRefused(Reason.USER_EXISTS, People.added(MINNIE, Optional.empty()));
    }

    @Test
    default void aSecondUserWithTheSameNameIsRefusedWhateverItsCase() {
        add(MINNIE, Optional.empty());

        assertThat(transactions().in(() -> users().isUsernameTaken("MINNIE@Example.com"))).isTrue();
        assertThat(transactions().in(() -> users().isUsernameTaken("m@example.com"))).isFalse();
        assertRefused(Reason.USERNAME_TAKEN, People.added(new UserId("MINNIE"), Optional.empty()));
    }

    @Test
    default void aUserCannotTakeTheNameOfAnother() {
        add(MINNIE, Optional.empty());
        add(new UserId("daisy"), Optional.empty());

        assertThatThrownBy(() -> append(new UsernameChanged("Daisy@example.com")))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> assertThat(no.reason()).isEqualTo(Reason.USERNAME_TAKEN));
    }

    @Test
    default void anExternalIdBelongsToOneUserOfAnOrganisation() {
        add(MINNIE, Optional.empty());
        append(new ExternalIdChanged(Optional.of("x-1")));
        add(new UserId("daisy"), Optional.empty());
        var daisy = find(new UserId("daisy"));
        var taken =
                daisy.record(
                        List.of(new ExternalIdChanged(Optional.of("x-1"))),
                        Editor.of(ADMIN.id()),
                        NOON);
        var elsewhere =
                User.absent(new UserId("goofy"), OTHER)
                        .record(
                                List.of(
                                        new HumanAdded(
                                                "goofy",
                                                People.profile("G", "G"),
                                                new EmailAddress("goofy@example.com"),
                                                Optional.empty()),
                                        new ExternalIdChanged(Optional.of("x-1"))),
                                Editor.of(ADMIN.id()),
                                NOON);

        assertRefused(Reason.EXTERNAL_ID_TAKEN, taken);
        transactions().run(() -> users().append(elsewhere));
        assertThat(find(new UserId("goofy")).externalId()).contains("x-1");
        assertThat(find(MINNIE).externalId()).contains("x-1");
    }

    @Test
    default void severalUsersMayHaveTheSameNumber() {
        add(MINNIE, Optional.of(NUMBER));
        var daisy = add(new UserId("daisy"), Optional.of(NUMBER));

        assertThat(find(new UserId("daisy"))).isEqualTo(daisy.after());
    }

    @Test
    default void whoHasVerifiedANumberIsFoundUntilItIsGone() {
        add(MINNIE, Optional.of(NUMBER));
        var daisy = User.absent(new UserId("daisy"), ACME);
        var other = User.absent(new UserId("donald"), OTHER);

        assertThat(ownerBeside(daisy, Uniqueness.INSTANCE)).isEmpty();
        append(new PhoneVerified());
        assertThat(ownerBeside(daisy, Uniqueness.INSTANCE)).contains(MINNIE);
        assertThat(ownerBeside(daisy, Uniqueness.ORGANISATION)).contains(MINNIE);
        assertThat(ownerBeside(other, Uniqueness.INSTANCE)).contains(MINNIE);
        assertThat(ownerBeside(other, Uniqueness.ORGANISATION)).isEmpty();
        assertThat(ownerBeside(find(MINNIE), Uniqueness.INSTANCE)).isEmpty();
        append(new PhoneRemoved());
        assertThat(ownerBeside(daisy, Uniqueness.INSTANCE)).isEmpty();
    }

    private Optional<UserId> ownerBeside(User user, Uniqueness within) {
        return transactions().in(() -> users().otherOwner(user, NUMBER, within));
    }

    @Test
    default void aChangeOfAUserWhoHasMovedOnIsRefused() {
        var stale = add(MINNIE, Optional.empty()).after();
        append(new PhoneChanged(NUMBER));
        var late = stale.record(List.of(new PhoneChanged(NUMBER)), Editor.of(ADMIN.id()), NOON);

        assertThatThrownBy(() -> transactions().run(() -> users().append(late)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(history()).hasSize(2);
    }

    @Test
    default void whatIsRolledBackIsNotThere() {
        var before = add(MINNIE, Optional.empty()).after();

        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    users().append(
                                                                    change(
                                                                            new PhoneChanged(
                                                                                    NUMBER)));
                                                    throw new Rejection(Reason.PHONE_INVALID);
                                                }))
                .isInstanceOf(Rejection.class);

        assertThat(find(MINNIE)).isEqualTo(before);
        assertThat(history()).hasSize(1);
    }

    @Test
    default void writersOfOneUserQueueAndNoneIsTurnedAway() throws Exception {
        add(MINNIE, Optional.empty());
        var pool = Executors.newFixedThreadPool(8);
        try {
            var writes =
                    IntStream.range(0, 40)
                            .<Callable<Void>>mapToObj(
                                    i ->
                                            () -> {
                                                append(new PhoneChanged(number(i)), code(true));
                                                return null;
                                            })
                            .toList();
            for (var write : pool.invokeAll(writes)) {
                write.get();
            }
        } finally {
            pool.shutdown();
        }

        var history = history();
        assertThat(history)
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 81).boxed().toList());
        assertThat(User.replay(MINNIE, ACME, history)).isEqualTo(find(MINNIE));
    }

    private static PhoneNumber number(int i) {
        return new PhoneNumber("+4179123450" + i);
    }

    private Change add(UserId id, Optional<PhoneNumber> phone) {
        var change = People.added(id, phone);
        transactions().run(() -> users().append(change));
        return change;
    }

    private void append(UserEvent... events) {
        transactions().run(() -> users().append(change(events)));
    }

    private Change change(UserEvent... events) {
        return users().lock(MINNIE)
                .orElseThrow()
                .record(List.of(events), Editor.of(ADMIN.id()), NOON.plusSeconds(60));
    }

    private User find(UserId id) {
        return transactions().in(() -> users().find(id)).orElseThrow();
    }

    private List<RecordedEvent> history() {
        return transactions().in(() -> users().history(MINNIE, 0, 1000));
    }

    private void assertRefused(Reason reason, Change change) {
        assertThatThrownBy(() -> transactions().run(() -> users().append(change)))
                .isInstanceOfSatisfying(
                        Rejection.class, no -> assertThat(no.reason()).isEqualTo(reason));
    }
}
