package org.userphone.persistence;

import java.time.Clock;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;

/**
 * A {@link House} over PostgreSQL without limits, for the tests of other modules and their
 * processes.
 */
public final class PostgresHouse {

    private final TestDatabase database;
    private final House house;

    /**
     * @param address of the database, with the user in it; it has its tables
     */
    public PostgresHouse(String address, RetryPolicy policy) {
        database = TestDatabase.busy(new DatabaseSettings(address, "", ""));
        house = new House(database, Clock.systemUTC(), GuardPolicy.NONE, policy);
    }

    /** The address of a database without rows that is nobody else's, and gone with this JVM. */
    public static String newDatabase() {
        var settings = Engine.POSTGRESQL.newDatabase();
        Migrations.migrate(new UserphoneDataSource(() -> settings));
        return settings.url() + "?user=" + settings.user();
    }

    public void addHuman(UserId user) {
        house.addHuman(user);
    }

    /** Sets a number that is to be proved; then the SMS is promised. */
    public void setPhone(UserId user, String number) {
        house.setPhone(user, number);
    }

    /** Makes the message of a user one that nobody can read. */
    public void spoil(UserId user) {
        database.run(
                () ->
                        database.entityManager()
                                .createNativeQuery(
                                        "update sms_outbox set sealed = 'spoilt' where user_id = ?")
                                .setParameter(1, user.value())
                                .executeUpdate());
    }

    public DeliverDueSms delivery(SmsSender sender) {
        return house.delivery(house.outbox(), sender, house.users());
    }

    /** Attempts to send that came to nothing, of all messages that wait. */
    public long failedAttempts() {
        return database.in(
                () ->
                        ((Number)
                                        database.entityManager()
                                                .createNativeQuery(
                                                        "select coalesce(sum(attempts), 0)"
                                                                + " from sms_outbox")
                                                .getSingleResult())
                                .longValue());
    }

    /** Whether nothing is left to be sent. */
    public boolean isAllSent() {
        return house.outbox().oldest().isEmpty();
    }
}
