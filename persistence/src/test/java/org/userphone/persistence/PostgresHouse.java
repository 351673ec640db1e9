package org.userphone.persistence;

import java.time.Clock;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;

/**
 * A {@link House} on PostgreSQL without limits of SMS, for tests of other modules and their
 * processes.
 */
public final class PostgresHouse {

    private final TestDatabase database;
    private final House house;

    /**
     * @param address the address of the database, including the user; the tables must exist
     */
    public PostgresHouse(String address, RetryPolicy policy) {
        database = TestDatabase.busy(Engine.settings(address, "", ""));
        house = new House(database, Clock.systemUTC(), GuardPolicy.NONE, policy);
    }

    /** The address of a new database without rows, which is deleted when this JVM ends. */
    public static String newDatabase() {
        var settings = Engine.POSTGRESQL.newDatabase();
        Migrations.migrate(new UserphoneDataSource(settings));
        return settings.url() + "?user=" + settings.user();
    }

    public void addHuman(UserId user) {
        house.addHuman(user);
    }

    /** Sets a number that is verified by an SMS; the SMS is promised when this returns. */
    public void setPhone(UserId user, String number) {
        house.setPhone(user, number);
    }

    /** Makes the message to a user one that cannot be decrypted. */
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

    /** How many attempts to send the waiting messages have failed. */
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

    /** Whether no message is waiting. */
    public boolean isAllSent() {
        return house.outbox().oldest().isEmpty();
    }
}
