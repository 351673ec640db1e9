package org.userphone.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.MessageQuery;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.Users;

/**
 * A node that sets phones and sends SMS until it dies, at the step that it is told or because it is
 * killed. It prints the number of every set that it has acknowledged.
 */
final class CrashingProgram {

    /** The step at which the program dies. */
    enum Death {
        AFTER_SET,
        AFTER_CLAIM,
        AFTER_SEND,
        BEFORE_COMMIT_OF_RECORD,
        /** While an operator has the first message sent again. */
        BEFORE_COMMIT_OF_RETRY,
        AFTER_RETRY,
        /** While an operator gives the first message up. */
        BEFORE_COMMIT_OF_GIVING_UP,
        BY_SOMEBODY_ELSE,
        NEVER
    }

    static final int EXIT_CODE = 42;

    private CrashingProgram() {}

    /**
     * @param arguments the death, and the address and user of the database
     */
    public static void main(String[] arguments) throws IOException {
        var death = Death.valueOf(arguments[0]);
        var out = new PrintStream(System.out, true, UTF_8);
        var database = new TestDatabase(Engine.settings(arguments[1], arguments[2], ""));
        var house = new House(database, Clock.systemUTC());
        switch (death) {
            case BY_SOMEBODY_ELSE -> {
                Executors.newSingleThreadExecutor()
                        .submit(
                                () -> {
                                    while (true) {
                                        house.deliver();
                                    }
                                });
                for (int i = 0; true; i++) {
                    set(house, i, out);
                }
            }
            case NEVER -> {
                set(house, 0, out);
                System.in.read();
            }
            case BEFORE_COMMIT_OF_RETRY, AFTER_RETRY, BEFORE_COMMIT_OF_GIVING_UP -> {
                for (int i = 0; i < 3; i++) {
                    set(house, i, out);
                }
                house.deliver(house.outbox(), sms -> new Deferred("busy"), house.users());
                var first = house.messages().search(MessageQuery.page(2, 1)).get(0).id();
                house.retry(
                        first,
                        dyingAfter(
                                death == Death.BEFORE_COMMIT_OF_RETRY,
                                SmsOutbox.class,
                                "send",
                                house.outbox()));
                if (death == Death.AFTER_RETRY) {
                    die();
                }
                house.giveUp(first, dyingAfter(true, SmsOutbox.class, "park", house.outbox()));
            }
            default -> {
                for (int i = 0; i < 3; i++) {
                    set(house, i, out);
                }
                if (death == Death.AFTER_SET) {
                    die();
                }
                house.deliver(
                        dyingAfter(
                                death == Death.AFTER_CLAIM,
                                SmsOutbox.class,
                                "claimDue",
                                house.outbox()),
                        dyingAfter(
                                death == Death.AFTER_SEND,
                                SmsSender.class,
                                "send",
                                house.toInbox()),
                        dyingAfter(
                                death == Death.BEFORE_COMMIT_OF_RECORD,
                                Users.class,
                                "append",
                                house.users()));
            }
        }
    }

    private static void set(House house, int i, PrintStream out) {
        var number = "+4179" + (1_000_000 + i);
        house.addHuman(new UserId(number));
        house.setPhone(new UserId(number), number);
        out.println(number);
    }

    private static <T> T dyingAfter(boolean isMeant, Class<T> port, String step, T adapter) {
        return port.cast(
                Proxy.newProxyInstance(
                        CrashingProgram.class.getClassLoader(),
                        new Class<?>[] {port},
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(adapter, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                if (isMeant && method.getName().equals(step)) {
                                    die();
                                }
                            }
                        }));
    }

    /** Ends the program as kill -9 does: no hook runs, nothing is closed. */
    private static void die() {
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
