package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserEvent.Erased;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserRemoved;

/** What every adapter of {@link EventLog} must do. Each test starts with no users. */
public interface EventLogContract {

    UserId DAISY = new UserId("daisy");

    EventLog log();

    Users users();

    Transactions transactions();

    @Test
    default void theNewestComesFirstUnlessTheOldestIsAskedFor() {
        tell();

        assertThat(names(new Asked()))
                .containsExactly("daisy 2", "minnie 3", "minnie 2", "daisy 1", "minnie 1");
        assertThat(names(new Asked().oldestFirst()))
                .containsExactly("minnie 1", "daisy 1", "minnie 2", "minnie 3", "daisy 2");
    }

    @Test
    default void noMoreAreShownThanAskedFor() {
        tell();

        assertThat(names(new Asked().limit(2))).containsExactly("daisy 2", "minnie 3");
    }

    @Test
    default void eachConditionLeavesOutTheOthers() {
        tell();

        assertThat(names(new Asked().after(2))).containsExactly("minnie 3");
        assertThat(names(new Asked().by("daisy"))).containsExactly("daisy 2");
        assertThat(names(new Asked().types("user.human.phone.changed", "user.locked")))
                .containsExactly("daisy 2", "minnie 2");
        assertThat(names(new Asked().types("user.human.flown"))).isEmpty();
        assertThat(names(new Asked().of(DAISY))).containsExactly("daisy 2", "daisy 1");
        assertThat(names(new Asked().in(OTHER))).containsExactly("daisy 2", "daisy 1");
        assertThat(names(new Asked().since(NOON.plusSeconds(60))))
                .containsExactly("daisy 2", "minnie 3", "minnie 2");
        assertThat(names(new Asked().until(NOON.plusSeconds(60))))
                .containsExactly("minnie 3", "minnie 2", "daisy 1", "minnie 1");
        assertThat(names(new Asked().since(NOON.plusSeconds(61)).of(MINNIE))).isEmpty();
    }

    @Test
    default void anEventIsShownAsItWasRecorded() {
        tell();

        var shown = search(new Asked().of(MINNIE).oldestFirst());

        assertThat(shown).extracting(LoggedEvent::owner).containsOnly(ACME);
        assertThat(shown)
                .extracting(LoggedEvent::recorded)
                .isEqualTo(transactions().in(() -> users().history(MINNIE, 0, 10)));
    }

    @Test
    default void theEventsOfADeletedUserAreCountedButNotRead() {
        tell();
        append(DAISY, NOON.plusSeconds(90), DAISY, new UserRemoved());

        assertThat(search(new Asked().in(OTHER)))
                .extracting(event -> event.recorded().event())
                .containsExactly(
                        new UserRemoved(), new UserLocked(), new Erased("user.human.added"));
    }

    private void tell() {
        add(MINNIE, ACME);
        add(DAISY, OTHER);
        append(
                MINNIE,
                NOON.plusSeconds(60),
                ADMIN.id(),
                new PhoneChanged(NUMBER),
                new PhoneRemoved());
        append(DAISY, NOON.plusSeconds(70), DAISY, new UserLocked());
    }

    private void add(UserId id, OrganisationId organisation) {
        var added = People.added(id, Optional.empty()).events().get(0).event();
        var at = id.equals(MINNIE) ? NOON : NOON.plusSeconds(1);
        transactions()
                .run(
                        () ->
                                users().append(
                                                User.absent(id, organisation)
                                                        .record(
                                                                List.of(added),
                                                                Editor.of(ADMIN.id()),
                                                                at)));
    }

    private void append(UserId id, Instant at, UserId editor, UserEvent... events) {
        transactions()
                .run(
                        () ->
                                users().append(
                                                users().lock(id)
                                                        .orElseThrow()
                                                        .record(
                                                                List.of(events),
                                                                Editor.of(editor),
                                                                at)));
    }

    private List<LoggedEvent> search(Asked asked) {
        return transactions().in(() -> log().search(asked.query()));
    }

    private List<String> names(Asked asked) {
        return search(asked).stream()
                .map(
                        event ->
                                event.recorded().user()
                                        + " "
                                        + event.recorded().position().sequence())
                .toList();
    }

    /** Builds a query, one condition after the other. */
    public record Asked(
            long sequence,
            int max,
            boolean ascending,
            Optional<Editor> editor,
            Set<String> types,
            Optional<UserId> user,
            Optional<OrganisationId> owner,
            Optional<Instant> first,
            Optional<Instant> last) {

        public Asked() {
            this(
                    0,
                    EventQuery.MAX_LIMIT,
                    false,
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public EventQuery query() {
            return new EventQuery(
                    sequence, max, ascending, editor, types, user, owner, first, last);
        }

        Asked after(long after) {
            return new Asked(after, max, ascending, editor, types, user, owner, first, last);
        }

        Asked limit(int limit) {
            return new Asked(sequence, limit, ascending, editor, types, user, owner, first, last);
        }

        Asked oldestFirst() {
            return new Asked(sequence, max, true, editor, types, user, owner, first, last);
        }

        Asked by(String id) {
            var by = Optional.of(new Editor(id));
            return new Asked(sequence, max, ascending, by, types, user, owner, first, last);
        }

        Asked types(String... names) {
            return new Asked(
                    sequence, max, ascending, editor, Set.of(names), user, owner, first, last);
        }

        Asked of(UserId id) {
            return new Asked(
                    sequence, max, ascending, editor, types, Optional.of(id), owner, first, last);
        }

        Asked in(OrganisationId id) {
            return new Asked(
                    sequence, max, ascending, editor, types, user, Optional.of(id), first, last);
        }

        Asked since(Instant at) {
            return new Asked(
                    sequence, max, ascending, editor, types, user, owner, Optional.of(at), last);
        }

        Asked until(Instant at) {
            return new Asked(
                    sequence, max, ascending, editor, types, user, owner, first, Optional.of(at));
        }
    }
}
