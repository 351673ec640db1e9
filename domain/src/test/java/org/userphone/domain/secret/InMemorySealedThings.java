package org.userphone.domain.secret;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.sms.InMemorySmsOutbox;
import org.userphone.domain.user.InMemoryUsers;
import org.userphone.domain.user.User;

/** Counts in the maps of tests what a database would have under the first key. */
public final class InMemorySealedThings implements SealedThings {

    private final InMemoryUsers users;
    private final InMemorySmsOutbox outbox;
    private final Keyring keys;

    public InMemorySealedThings(InMemoryUsers users, InMemorySmsOutbox outbox, Keyring keys) {
        this.users = users;
        this.outbox = outbox;
        this.keys = keys;
    }

    @Override
    public Map<String, Map<Kind, Long>> counts() {
        var counts = new TreeMap<String, Map<Kind, Long>>();
        var first = keys.ids().get(0);
        users.all().forEach(user -> add(counts, first, Kind.USERS, 1));
        users.all().stream()
                .flatMap(InMemorySealedThings::codes)
                .forEach(code -> add(counts, keyOf(code), Kind.CODES, 1));
        add(counts, first, Kind.SMS, outbox.size());
        return counts;
    }

    private static Stream<PendingCode> codes(User user) {
        return user.asHuman().stream()
                .flatMap(
                        human ->
                                Stream.of(human.phone().pendingCode(), human.email().pendingCode()))
                .flatMap(Optional::stream)
                .filter(code -> code.origin() instanceof Local);
    }

    private static String keyOf(PendingCode code) {
        return ((Local) code.origin()).hash().keyId();
    }

    private static void add(
            Map<String, Map<Kind, Long>> counts, String key, Kind kind, long count) {
        if (count > 0) {
            counts.computeIfAbsent(key, any -> new EnumMap<>(Kind.class))
                    .merge(kind, count, Long::sum);
        }
    }
}
