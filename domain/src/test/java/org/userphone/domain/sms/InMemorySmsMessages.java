package org.userphone.domain.sms;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.SmsMessage.State;

/** The record of messages in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsMessages implements SmsMessages {

    private final InMemory memory;
    private final Map<String, SmsMessage> messages = new LinkedHashMap<>();

    public InMemorySmsMessages(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public void add(SmsMessage message) {
        memory.run(() -> put(message.id(), message));
    }

    @Override
    public List<SmsMessage> lock(Collection<Reference> references, Instant since) {
        return matching(
                message ->
                        message.reference().filter(references::contains).isPresent()
                                && !message.dispatch().promisedAt().isBefore(since));
    }

    @Override
    public void update(List<SmsMessage> changed) {
        memory.run(() -> changed.forEach(message -> put(message.id(), message)));
    }

    @Override
    public List<SmsMessage> of(UserId user, int offset, int max) {
        return matching(message -> message.user().filter(user::equals).isPresent()).stream()
                .sorted(
                        Comparator.comparing(InMemorySmsMessages::promisedAt)
                                .thenComparing(SmsMessage::id)
                                .reversed())
                .skip(offset)
                .limit(max)
                .toList();
    }

    @Override
    public List<SmsUsage> usage(UsageQuery query) {
        var sums =
                matching(
                                message ->
                                        query.organisation()
                                                        .map(
                                                                message.dispatch().resourceOwner()
                                                                        ::equals)
                                                        .orElse(true)
                                                && !promisedAt(message).isBefore(query.from())
                                                && promisedAt(message).isBefore(query.until()))
                        .stream()
                        .collect(
                                groupingBy(
                                        message ->
                                                message.dispatch().resourceOwner()
                                                        + " "
                                                        + message.country(),
                                        TreeMap::new,
                                        toList()));
        return sums.values().stream().map(InMemorySmsMessages::sum).toList();
    }

    private static SmsUsage sum(List<SmsMessage> alike) {
        var taken = alike.stream().filter(message -> message.reference().isPresent()).toList();
        return new SmsUsage(
                alike.get(0).dispatch().resourceOwner(),
                alike.get(0).country(),
                taken.size(),
                taken.stream().mapToInt(message -> message.dispatch().segments()).sum(),
                taken.stream()
                        .map(message -> message.dispatch().cost())
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                taken.stream().filter(message -> message.state() == State.DELIVERED).count(),
                alike.size() - taken.size());
    }

    private static Instant promisedAt(SmsMessage message) {
        return message.dispatch().promisedAt();
    }

    @Override
    public void forget(UserId user) {
        memory.run(
                () ->
                        of(user, 0, Integer.MAX_VALUE)
                                .forEach(message -> put(message.id(), message.withoutUser())));
    }

    @Override
    public int removeBefore(Instant time, int max) {
        return memory.in(
                () -> {
                    var old =
                            matching(message -> message.dispatch().promisedAt().isBefore(time))
                                    .stream()
                                    .sorted(Comparator.comparing(InMemorySmsMessages::promisedAt))
                                    .limit(max)
                                    .toList();
                    old.forEach(message -> put(message.id(), null));
                    return old.size();
                });
    }

    private List<SmsMessage> matching(Predicate<SmsMessage> wanted) {
        return memory.in(() -> messages.values().stream().filter(wanted).toList());
    }

    private void put(String id, SmsMessage message) {
        var before = message == null ? messages.remove(id) : messages.put(id, message);
        memory.onRollback(
                () -> {
                    if (before == null) {
                        messages.remove(id);
                    } else {
                        messages.put(id, before);
                    }
                });
    }
}
