package org.userphone.domain.guard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.user.UserEvent.LimitExceeded;

/** Rules with the counts that they look at, which are locked until the transaction ends. */
record HeldCounts(SendCounts store, List<Rule> rules, Map<String, SendCount> counts) {

    static HeldCounts lock(SendCounts store, List<Rule> rules, Instant now) {
        return new HeldCounts(
                store,
                rules,
                rules.isEmpty()
                        ? Map.of()
                        : store.lock(rules.stream().map(Rule::key).collect(toSet()), now));
    }

    /** The refusal of the rule that refuses for the longest time; empty if none does. */
    Optional<LimitExceeded> refusal() {
        return rules.stream()
                .flatMap(rule -> rule.refusal(counts.get(rule.key())).stream())
                .max(Comparator.comparing(LimitExceeded::retryAfter));
    }

    /** Counts what the rules are applied to. Rules with the same key change one count together. */
    void count() {
        for (var entry : rules.stream().collect(groupingBy(Rule::key)).entrySet()) {
            var count = counts.get(entry.getKey());
            for (var rule : entry.getValue()) {
                count = rule.counted().apply(count);
            }
            keep(store, entry.getValue(), count);
        }
    }

    /**
     * Stores a count that is locked.
     *
     * @param rules all that look at the count, at least one
     */
    static void keep(SendCounts store, List<Rule> rules, SendCount count) {
        var until = rules.stream().map(Rule::until).max(Comparator.naturalOrder()).orElseThrow();
        var fullest =
                LimitState.fullest(
                        rules.stream().flatMap(rule -> rule.states().apply(count).stream()));
        store.keep(rules.get(0).key(), count, until, fullest.map(Fill::of).orElse(Fill.NONE));
    }
}
