package org.userphone.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.guard.SendCount.SentCode;
import org.userphone.domain.guard.SendCounts.FoundCount;
import org.userphone.domain.user.Editor;

/** What every adapter of {@link SendCounts} must do. */
public interface SendCountsContract {

    Instant LATER = NOON.plusSeconds(3600);
    SendCount COUNT =
            new SendCount(
                    List.of(NOON, NOON.plusSeconds(1)),
                    List.of(new SentCode("aB3", NOON, false), new SentCode("x", LATER, true)),
                    new BigDecimal("12.345678"));

    SendCounts counts();

    Transactions transactions();

    /** The keys that have a count, including those that are no longer needed. */
    Set<String> keys();

    @Test
    default void whatWasNeverCountedIsNothing() {
        assertThat(lock("a", "b")).containsOnlyKeys("a", "b").containsEntry("a", SendCount.NONE);
        assertThat(kept("c")).isEmpty();
    }

    @Test
    default void aCountIsKeptAsItWasGiven() {
        keep("a", COUNT, LATER);
        keep("a:b", SendCount.NONE.plus(new BigDecimal("100")), LATER);

        assertThat(lock("a")).containsEntry("a", COUNT);
        assertThat(kept("a")).contains(COUNT);
        assertThat(lock("a:b").get("a:b").total()).isEqualByComparingTo("100");
    }

    @Test
    default void whatIsCountedInATransactionThatFailsIsNotCounted() {
        keep("a", COUNT, LATER);

        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    counts().lock(Set.of("a"), NOON);
                                                    counts().keep(
                                                                    "a",
                                                                    SendCount.NONE,
                                                                    LATER,
                                                                    Fill.NONE);
                                                    throw new IllegalArgumentException();
                                                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(lock("a")).containsEntry("a", COUNT);
    }

    @Test
    default void countsThatNobodyNeedsAreRemovedAFewAtATimeWhenOthersAreAdded() {
        for (int i = 0; i < SendCounts.MAX_REMOVED + 5; i++) {
            keep("old" + i, COUNT, NOON.plusSeconds(10));
        }
        keep("needed", COUNT, LATER);
        var afterwards = NOON.plusSeconds(11);

        transactions().run(() -> counts().lock(Set.of("needed"), afterwards));
        assertThat(keys()).as("nothing was added").hasSize(SendCounts.MAX_REMOVED + 6);

        transactions().run(() -> counts().lock(Set.of("new"), afterwards));
        assertThat(keys()).hasSize(7).contains("needed", "new");

        transactions().run(() -> counts().lock(Set.of("other"), afterwards));
        assertThat(keys()).contains("needed").doesNotContain("old0", "old24");
    }

    @Test
    default void whatManyCountAtTheSameMomentAddsUpAndNobodyWaitsForEver() throws Exception {
        int calls = 200;
        var pool = Executors.newFixedThreadPool(16);
        try {
            var work =
                    IntStream.range(0, calls)
                            .<Callable<Void>>mapToObj(call -> () -> countSome(call))
                            .toList();
            for (var done : pool.invokeAll(work, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(lock("all").get("all").total()).isEqualByComparingTo("200");
        assertThat(lock("k0").get("k0").total()).isEqualByComparingTo("80");
    }

    /** Locks some new keys and some that all calls share, in any order. */
    private Void countSome(int call) {
        var keys = Set.of("all", "k" + call % 5, "k" + (call + 1) % 5, "own" + call);
        transactions()
                .run(
                        () ->
                                counts().lock(keys, NOON)
                                        .forEach(
                                                (key, count) ->
                                                        counts().keep(
                                                                        key,
                                                                        count.plus(BigDecimal.ONE),
                                                                        LATER,
                                                                        Fill.NONE)));
        return null;
    }

    @Test
    default void countsAreFoundWithoutBeingAdded() {
        keep("a", COUNT, LATER);

        var found = transactions().in(() -> counts().find(Set.of("a", "b")));

        assertThat(found).containsOnly(entry("a", COUNT), entry("b", SendCount.NONE));
        assertThat(keys()).containsExactly("a");
        assertThat(transactions().in(() -> counts().find(Set.of()))).isEmpty();
    }

    @Test
    default void theFullestAreFoundFirst() {
        keep("NUMBER:half", COUNT, LATER, new Fill(500_000, Optional.empty()));
        keep("NUMBER:less", COUNT, LATER, new Fill(490_000, Optional.empty()));
        keep("NUMBER:old", COUNT, NOON.minusSeconds(1), new Fill(990_000, Optional.empty()));
        keep("NUMBER:full", COUNT, LATER, new Fill(Fill.FULL, Optional.of(LATER)));
        keep("NUMBER:most", COUNT, LATER, new Fill(800_000, Optional.empty()));

        assertThat(fullest(false, 0, 9))
                .containsExactly("NUMBER:full", "NUMBER:most", "NUMBER:half");
        assertThat(fullest(false, 1, 1)).containsExactly("NUMBER:most");
        assertThat(fullest(false, 3, 9)).isEmpty();
    }

    @Test
    default void thoseThatRefuseAreFoundFirstWhoDoSoForTheLongestTime() {
        keep("NUMBER:short", COUNT, LATER, new Fill(Fill.FULL, Optional.of(NOON.plusSeconds(1))));
        keep("NUMBER:over", COUNT, LATER, new Fill(Fill.FULL, Optional.of(NOON)));
        keep("NUMBER:long", COUNT, LATER, new Fill(Fill.FULL, Optional.of(LATER)));
        keep("NUMBER:near", COUNT, LATER, new Fill(990_000, Optional.empty()));

        assertThat(fullest(true, 0, 9)).containsExactly("NUMBER:long", "NUMBER:short");
    }

    @Test
    default void aCountThatIsClearedIsNothingAndTheHistoryOfTheInstanceTellsWho() {
        keep("NUMBER:a", COUNT, LATER, new Fill(Fill.FULL, Optional.of(LATER)));
        var cleared = new ClearedCount("NUMBER:a", Editor.of(MINNIE), NOON);

        var first = transactions().in(() -> counts().clear(cleared)).orElseThrow();
        var second = transactions().in(() -> counts().clear(cleared)).orElseThrow();

        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        assertThat(kept("NUMBER:a")).contains(SendCount.NONE);
        assertThat(fullest(true, 0, 9)).isEmpty();
        assertThat(fullest(false, 0, 9)).isEmpty();
        var unknown = new ClearedCount("NUMBER:b", Editor.of(MINNIE), NOON);
        assertThat(transactions().in(() -> counts().clear(unknown))).isEmpty();
    }

    private List<String> fullest(boolean refusing, int offset, int limit) {
        return transactions().in(() -> counts().fullest(refusing, NOON, offset, limit)).stream()
                .map(FoundCount::key)
                .toList();
    }

    private Map<String, SendCount> lock(String... keys) {
        return transactions().in(() -> counts().lock(Set.of(keys), NOON));
    }

    private Optional<SendCount> kept(String key) {
        return transactions().in(() -> counts().lockExisting(key));
    }

    private void keep(String key, SendCount count, Instant until) {
        keep(key, count, until, Fill.NONE);
    }

    private void keep(String key, SendCount count, Instant until, Fill fill) {
        transactions()
                .run(
                        () -> {
                            counts().lock(Set.of(key), NOON);
                            counts().keep(key, count, until, fill);
                        });
    }
}
