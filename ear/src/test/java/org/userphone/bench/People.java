package org.userphone.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.Codes;

/** The users of whom calls are made. */
final class People {

    /** Somebody and the code that proves the number. */
    record Pending(String user, String code) {}

    /** The rest keep the number that they were given, and are looked for by it. */
    private static final double CHANGEABLE = 0.9;

    private static final String GIVE_CODE =
            """
            update user_account set phone = ?, phone_reversed = reverse(?), phone_verified = false,
                phone_code_key = ?, phone_code_hash = ?, phone_code_added_at = ?,
                phone_code_expires_at = ?, phone_code_sequence = last_sequence,
                phone_code_resends = 0, phone_code_failures = 0
            where id = ?
            """;

    private final String title;
    private final IntFunction<String> name;
    private final int count;
    private final Codes codes;
    private final boolean inTurn;
    private final AtomicInteger turn = new AtomicInteger();
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    /**
     * @param name of the first, the second and so on
     * @param codes as the program makes them
     */
    People(String title, IntFunction<String> name, int count, Codes codes) {
        this(title, name, count, codes, false);
    }

    private People(String title, IntFunction<String> name, int count, Codes codes, boolean inTurn) {
        this.title = title;
        this.name = name;
        this.count = count;
        this.codes = codes;
        this.inTurn = inTurn;
    }

    /** The same, of whom each is called before one is called again. */
    People inTurn() {
        return new People(title, name, count, codes, true);
    }

    private int changeable() {
        return (int) Math.ceil(count * CHANGEABLE);
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }

    String anybody() {
        return name.apply(
                inTurn ? turn.getAndIncrement() % changeable() : random().nextInt(changeable()));
    }

    /** One that somebody has and keeps. */
    String someNumber() {
        return number(random().nextInt(changeable(), count));
    }

    /** The number that a user begins with. */
    static String number(int user) {
        return "+4178%07d".formatted(user);
    }

    Optional<Pending> nextWithCode() {
        return Optional.ofNullable(pending.poll());
    }

    /** Gives a code to as many as there are, and as are wanted, a while ago. */
    void giveCodes(Connection database, int limit) throws SQLException {
        pending.clear();
        int few = Math.min(limit, changeable());
        int first = random().nextInt(changeable());
        var now = Instant.now().atOffset(ZoneOffset.UTC);
        try (var give = database.prepareStatement(GIVE_CODE)) {
            for (int i = 0; i < few; i++) {
                int user = (first + i) % changeable();
                var id = name.apply(user);
                var code = codes.issue(new UserId(id), number(user));
                give.setString(1, number(user));
                give.setString(2, number(user));
                give.setString(3, code.hash().keyId());
                give.setString(4, code.hash().value());
                give.setObject(5, now.minus(Duration.ofHours(1)));
                give.setObject(6, now.plus(Duration.ofHours(1)));
                give.setString(7, id);
                give.addBatch();
                pending.add(new Pending(id, code.plain().text()));
            }
            database.setAutoCommit(false);
            give.executeBatch();
            database.commit();
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
