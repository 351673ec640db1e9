package org.userphone.domain.sms;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.sms.SmsMessage.State;

/** The record of messages in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsMessages implements SmsMessages {

    private record Kept(String message, Instant promisedAt, Attempt attempt) {}

    private final InMemory memory;
    private final InMemorySmsOutbox outbox;
    private final List<Kept> attempts = new ArrayList<>();
    private final Map<String, SmsMessage> messages = new LinkedHashMap<>();

    /**
     * @param outbox where the messages are that wait
     */
    public InMemorySmsMessages(InMemory memory, InMemorySmsOutbox outbox) {
        this.memory = memory;
        this.outbox = outbox;
    }

    @Override
    public void add(SmsMessage message) {
        memory.run(() -> put(message.id(), message));
    }

    @Override
    public List<SmsMessage> lock(Collection<Reference> references, Instant since) {
        return matching(
                message ->
                        message.references().stream().anyMatch(references::contains)
                                && !message.dispatch().promisedAt().isBefore(since));
    }

    @Override
    public void update(List<SmsMessage> changed) {
        memory.run(() -> changed.forEach(message -> put(message.id(), message)));
    }

    @Override
    public void remove(String id) {
        memory.run(() -> put(id, null));
    }

    @Override
    public void addAttempts(ClaimedSms claimed, List<Attempt> tried) {
        memory.run(
                () -> {
                    var kept =
                            tried.stream()
                                    .map(
                                            attempt ->
                                                    new Kept(
                                                            claimed.sms().id(),
                                                            claimed.sms().promisedAt(),
                                                            attempt))
                                    .toList();
                    attempts.addAll(kept);
                    memory.onRollback(() -> attempts.removeAll(kept));
                });
    }

    @Override
    public List<SmsMessage> search(MessageQuery query) {
        return memory.in(
                () ->
                        Stream.concat(messages.values().stream(), outbox.messages().stream())
                                .filter(query::matches)
                                .sorted(
                                        Comparator.comparing(InMemorySmsMessages::promisedAt)
                                                .thenComparing(SmsMessage::id)
                                                .reversed())
                                .skip(query.offset())
                                .limit(query.limit())
                                .map(InMemorySmsMessages::withoutParts)
                                .toList());
    }

    private static SmsMessage withoutParts(SmsMessage message) {
        return new SmsMessage(
                message.id(),
                message.user(),
                message.dispatch(),
                message.progress(),
                message.status(),
                List.of());
    }

    /** The messages to a user. */
    public List<SmsMessage> of(UserId user, int offset, int limit) {
        return search(MessageQuery.page(offset, limit).and(Field.USER, user.value()));
    }

    @Override
    public Map<String, List<Attempt>> attempts(Collection<String> ids) {
        return memory.in(
                () ->
                        attempts.stream()
                                .filter(kept -> ids.contains(kept.message))
                                .collect(
                                        groupingBy(
                                                Kept::message,
                                                mapping(
                                                        Kept::attempt,
                                                        collectingAndThen(
                                                                toList(),
                                                                InMemorySmsMessages::latest)))));
    }

    @Override
    public Map<String, ProviderUse> use(Collection<String> providers, Instant since) {
        return memory.in(
                () ->
                        Stream.concat(
                                        attempts.stream().map(Kept::attempt),
                                        messages.values().stream()
                                                .flatMap(one -> one.progress().accepted().stream()))
                                .filter(attempt -> providers.contains(attempt.provider()))
                                .collect(
                                        groupingBy(
                                                Attempt::provider,
                                                collectingAndThen(
                                                        toList(), all -> use(all, since)))));
    }

    private static ProviderUse use(List<Attempt> all, Instant since) {
        return new ProviderUse(
                last(all, Attempt::isAccepted),
                last(all, attempt -> !attempt.isAccepted()),
                all.stream()
                        .filter(attempt -> !attempt.at().isBefore(since))
                        .collect(groupingBy(Attempt::outcome, counting())));
    }

    private static Optional<Attempt> last(List<Attempt> all, Predicate<Attempt> wanted) {
        return all.stream().filter(wanted).max(Comparator.comparing(Attempt::at));
    }

    private static List<Attempt> latest(List<Attempt> all) {
        return all.subList(Math.max(0, all.size() - SmsStory.MAX_ATTEMPTS), all.size());
    }

    @Override
    public int removeAttemptsBefore(Instant time, int limit) {
        return memory.in(
                () -> {
                    var old =
                            attempts.stream()
                                    .filter(kept -> kept.promisedAt.isBefore(time))
                                    .limit(limit)
                                    .toList();
                    attempts.removeAll(old);
                    memory.onRollback(() -> attempts.addAll(old));
                    return old.size();
                });
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
                        matching(message -> message.user().filter(user::equals).isPresent())
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
