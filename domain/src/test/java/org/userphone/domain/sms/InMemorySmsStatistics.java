package org.userphone.domain.sms;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.userphone.domain.InMemory;
import org.userphone.domain.sms.RefusedSms.Refused;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.sms.StatisticsQuery.Grouping;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Users;

/** The sums in lists, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsStatistics implements SmsStatistics {

    /** What a stored sum is of; here every sum is of one message. */
    private record Fact(
            Instant hour,
            String owner,
            String country,
            String provider,
            Outcome outcome,
            int seconds,
            long messages,
            BigDecimal cost) {}

    private final InMemory memory;
    private final SmsMessages messages;
    private boolean failsNext;
    private final Users users;
    private final Map<Instant, Instant> summed = new TreeMap<>();
    private final Map<Instant, List<Fact>> facts = new HashMap<>();

    public InMemorySmsStatistics(InMemory memory, SmsMessages messages, Users users) {
        this.memory = memory;
        this.messages = messages;
        this.users = users;
    }

    /** Has the next {@link #add} fail. */
    public void failNext() {
        failsNext = true;
    }

    @Override
    public Map<Instant, Instant> summed(Instant from) {
        return memory.in(
                () -> {
                    var since = new TreeMap<>(summed);
                    since.keySet().removeIf(hour -> hour.isBefore(from));
                    return since;
                });
    }

    @Override
    public void sum(Instant hour, Instant now, List<Instant> before) {
        memory.run(
                () -> {
                    if (!Stream.ofNullable(summed.get(hour)).toList().equals(before)) {
                        return;
                    }
                    summed.put(hour, now);
                    var all =
                            messages.search(
                                    new MessageQuery(
                                            Map.of(),
                                            Optional.of(hour),
                                            Optional.of(hour.plus(Duration.ofHours(1))),
                                            0,
                                            Integer.MAX_VALUE));
                    var made = new ArrayList<>(facts.getOrDefault(hour, List.of()));
                    made.removeIf(fact -> fact.outcome() != Outcome.LIMITED);
                    for (var message : all) {
                        made.add(fact(message));
                        if (isEntered(message)) {
                            made.add(fact(message, Outcome.ENTERED, 0, BigDecimal.ZERO));
                        }
                    }
                    facts.put(hour, made);
                });
    }

    private static Fact fact(SmsMessage message) {
        var outcome = Outcome.valueOf(message.state().name());
        var took = Duration.between(message.dispatch().promisedAt(), message.status().since());
        int seconds = outcome == Outcome.DELIVERED ? SmsStatistics.seconds(took) : 0;
        return fact(message, outcome, seconds, message.dispatch().cost());
    }

    private static Fact fact(SmsMessage message, Outcome outcome, int seconds, BigDecimal cost) {
        return new Fact(
                SmsStatistics.hour(message.dispatch().promisedAt()),
                message.dispatch().resourceOwner().value(),
                message.country(),
                message.provider().orElse(""),
                outcome,
                seconds,
                1,
                cost);
    }

    private boolean isEntered(SmsMessage message) {
        var promised = message.dispatch().promisedAt();
        var end = message.progress().expiresAt().orElse(promised);
        return message.user().isPresent()
                && users.history(message.user().get(), 0, Integer.MAX_VALUE).stream()
                        .filter(recorded -> recorded.event() instanceof PhoneVerified)
                        .map(InMemorySmsStatistics::at)
                        .filter(at -> !at.isBefore(promised) && !at.isAfter(end))
                        .anyMatch(at -> isLatest(message, at));
    }

    private static Instant at(RecordedEvent recorded) {
        return recorded.position().at();
    }

    private boolean isLatest(SmsMessage message, Instant at) {
        return messages
                .search(
                        MessageQuery.page(0, 1000)
                                .and(MessageQuery.Field.USER, message.user().get().value()))
                .stream()
                .map(other -> other.dispatch().promisedAt())
                .filter(promised -> !promised.isAfter(at))
                .allMatch(promised -> !promised.isAfter(message.dispatch().promisedAt()));
    }

    @Override
    public void add(List<Refused> refused) {
        if (failsNext) {
            failsNext = false;
            throw new IllegalStateException("no database");
        }
        memory.run(
                () ->
                        refused.forEach(
                                one -> {
                                    var of =
                                            new ArrayList<>(
                                                    facts.getOrDefault(one.hour(), List.of()));
                                    of.add(
                                            new Fact(
                                                    one.hour(),
                                                    one.organisation().value(),
                                                    one.country(),
                                                    "",
                                                    Outcome.LIMITED,
                                                    0,
                                                    one.sms(),
                                                    BigDecimal.ZERO));
                                    facts.put(one.hour(), of);
                                }));
    }

    private record Kind(Group group, Outcome outcome, int seconds) {}

    @Override
    public List<Sum> read(StatisticsQuery query, int limit) {
        var order =
                Comparator.comparing((Sum sum) -> sum.group().start())
                        .thenComparing(sum -> sum.group().organisation().orElse(""))
                        .thenComparing(sum -> sum.group().country().orElse(""))
                        .thenComparing(sum -> sum.group().provider().orElse(""))
                        .thenComparing(sum -> sum.outcome().name())
                        .thenComparing(Sum::seconds);
        return memory.in(
                () ->
                        facts.values().stream()
                                .flatMap(List::stream)
                                .filter(fact -> isWanted(fact, query))
                                .collect(groupingBy(fact -> kind(fact, query), toList()))
                                .entrySet()
                                .stream()
                                .map(alike -> sum(alike.getKey(), alike.getValue()))
                                .sorted(order)
                                .limit(limit)
                                .toList());
    }

    private static Kind kind(Fact fact, StatisticsQuery query) {
        var groups = query.groups();
        return new Kind(
                new Group(
                        query.bucket() == Bucket.DAY
                                ? fact.hour().truncatedTo(ChronoUnit.DAYS)
                                : fact.hour(),
                        Optional.of(fact.owner())
                                .filter(any -> groups.contains(Grouping.ORGANISATION)),
                        Optional.of(fact.country())
                                .filter(any -> groups.contains(Grouping.COUNTRY)),
                        Optional.of(fact.provider())
                                .filter(any -> groups.contains(Grouping.PROVIDER))),
                fact.outcome(),
                fact.seconds());
    }

    private static Sum sum(Kind kind, List<Fact> alike) {
        return new Sum(
                kind.group(),
                kind.outcome(),
                kind.seconds(),
                alike.stream().mapToLong(Fact::messages).sum(),
                alike.stream().map(Fact::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static boolean isWanted(Fact fact, StatisticsQuery query) {
        var of = query.messages();
        return !fact.hour().isBefore(of.from())
                && fact.hour().isBefore(of.until())
                && of.organisation().map(id -> id.value().equals(fact.owner())).orElse(true)
                && query.country().map(fact.country()::equals).orElse(true)
                && query.provider().map(fact.provider()::equals).orElse(true);
    }

    @Override
    public int removeBefore(Instant time, int limit) {
        return memory.in(
                () -> {
                    summed.keySet().removeIf(hour -> hour.isBefore(time));
                    var old = facts.keySet().stream().filter(time::isAfter).toList();
                    int removed = old.stream().mapToInt(hour -> facts.get(hour).size()).sum();
                    old.forEach(facts::remove);
                    return removed;
                });
    }
}
