package org.userphone.domain.sms;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.userphone.domain.access.UserId;

/**
 * Which messages to list.
 *
 * @param wanted the values of which a message must have one, for each field that matters
 * @param since messages that were promised before this time are left out
 * @param until messages that were promised at this time or later are left out
 * @param offset how many of the newest to leave out
 * @param limit how many to list at most
 */
public record MessageQuery(
        Map<Field, Set<String>> wanted,
        Optional<Instant> since,
        Optional<Instant> until,
        int offset,
        int limit) {

    /** What messages are looked for by. */
    public enum Field {
        ID,
        USER,
        ORGANISATION,
        /** The keyed hash of the number. */
        NUMBER,
        STATE,
        /** The provider that accepted the message, or was asked last. */
        PROVIDER,
        COUNTRY,
        /** The provider's own id. */
        REFERENCE,
        /** The id of the request that promised the message. */
        REQUEST;

        /** The value of a message; empty if it has none. */
        public Optional<String> of(SmsMessage message) {
            return switch (this) {
                case ID -> Optional.of(message.id());
                case USER -> message.user().map(UserId::value);
                case ORGANISATION -> Optional.of(message.dispatch().resourceOwner().value());
                case NUMBER -> message.dispatch().destination().hash();
                case STATE -> Optional.of(message.state().name());
                case PROVIDER -> message.provider();
                case COUNTRY -> Optional.of(message.country());
                case REFERENCE -> message.reference().map(Reference::id);
                case REQUEST -> message.progress().request();
            };
        }
    }

    public MessageQuery {
        wanted = Map.copyOf(wanted);
    }

    /** Asks for the newest messages of all. */
    public static MessageQuery page(int offset, int limit) {
        return new MessageQuery(Map.of(), Optional.empty(), Optional.empty(), offset, limit);
    }

    /** The same query, for messages only that have one of these values as well. */
    public MessageQuery and(Field field, Set<String> values) {
        var both = new HashSet<>(values);
        if (wanted.containsKey(field)) {
            both.retainAll(wanted.get(field));
        }
        var more = new TreeMap<>(wanted);
        more.put(field, Set.copyOf(both));
        return new MessageQuery(more, since, until, offset, limit);
    }

    /** The same query, for messages only that have this value as well. */
    public MessageQuery and(Field field, String value) {
        return and(field, Set.of(value));
    }

    /** Whether a message is one of those that are wanted. */
    public boolean matches(SmsMessage message) {
        var promisedAt = message.dispatch().promisedAt();
        return wanted.entrySet().stream()
                        .allMatch(
                                entry ->
                                        entry.getKey()
                                                .of(message)
                                                .filter(entry.getValue()::contains)
                                                .isPresent())
                && since.filter(promisedAt::isBefore).isEmpty()
                && until.filter(end -> !promisedAt.isBefore(end)).isEmpty();
    }
}
