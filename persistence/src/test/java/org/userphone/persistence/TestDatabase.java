package org.userphone.persistence;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.persistence.EntityManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.userphone.domain.Transactions;

/**
 * A database with its tables, and what a server provides to the adapters: a transaction manager,
 * Narayana, and transactions that begin by themselves.
 */
final class TestDatabase implements Transactions {

    private static final Map<Engine, TestDatabase> SHARED = new EnumMap<>(Engine.class);

    private static final TransactionManager TRANSACTIONS =
            com.arjuna.ats.jta.TransactionManager.transactionManager();

    private final DatabaseSettings settings;
    private final Wiretap wiretap;
    private final EntityManager entityManager;
    private int maxAttempts = 1;

    TestDatabase(DatabaseSettings settings) {
        this(settings, Map.of());
    }

    private TestDatabase(DatabaseSettings settings, Map<String, Object> more) {
        this(new Wiretap(migrated(settings)), settings, more);
    }

    private TestDatabase(Wiretap wiretap, DatabaseSettings settings, Map<String, Object> more) {
        this.settings = settings;
        this.wiretap = wiretap;
        var properties = new HashMap<>(settings.unit());
        properties.putAll(more);
        entityManager =
                new EntityManagers(
                                wiretap.dataSource(),
                                properties,
                                new TransactionSynchronizationRegistryImple())
                        .entityManager();
    }

    private static UserphoneDataSource migrated(DatabaseSettings settings) {
        var dataSource = new UserphoneDataSource(settings);
        Migrations.migrate(dataSource);
        return dataSource;
    }

    /**
     * A database whose tables exist, without a record of its statements, for tests with much
     * traffic.
     */
    static TestDatabase busy(DatabaseSettings settings) {
        return new TestDatabase(
                Wiretap.deaf(new UserphoneDataSource(settings)), settings, Map.of());
    }

    /**
     * A database whose JPA provider logs as it does in a server; at the given level if there is
     * one.
     */
    static TestDatabase logging(Engine engine, Level... level) {
        var properties = new HashMap<String, Object>();
        properties.put("eclipselink.logging.logger", "JavaLogger");
        for (var given : level) {
            properties.put("eclipselink.logging.level", given.getName());
        }
        return new TestDatabase(engine.newDatabase(), properties);
    }

    /** The database that all tests of an engine share, without rows. */
    static synchronized TestDatabase empty(Engine engine) {
        var shared =
                SHARED.computeIfAbsent(engine, missing -> new TestDatabase(engine.newDatabase()));
        return shared.emptied();
    }

    /**
     * A PostgreSQL whose transactions are serializable and fail to be, as {@link Unserializable}
     * says, and are repeated.
     */
    static TestDatabase repeating() {
        var settings = Engine.POSTGRESQL.newDatabase();
        var source = new Unserializable(migrated(settings)).dataSource();
        var database = new TestDatabase(new Wiretap(source), settings, Map.of());
        database.maxAttempts = 200;
        return database;
    }

    /** This database, without rows. */
    TestDatabase emptied() {
        for (var table :
                List.of(
                        "user_event",
                        "sms_provider",
                        "instance_event",
                        "user_account",
                        "sms_outbox",
                        "sms_part",
                        "sms_message",
                        "sms_attempt",
                        "sms_receipt",
                        "organisation",
                        "organisation_event",
                        "organisation_history",
                        "kept_answer",
                        "message_text",
                        "node",
                        "send_count",
                        "sms_sum",
                        "sms_summed_hour",
                        "inbox_message")) {
            run(() -> entityManager().createNativeQuery("delete from " + table).executeUpdate());
        }
        run(
                () ->
                        entityManager()
                                .createNativeQuery("update instance set sequence = 0")
                                .executeUpdate());
        wiretap.forget();
        return this;
    }

    DatabaseSettings settings() {
        return settings;
    }

    Wiretap wiretap() {
        return wiretap;
    }

    /** An entity manager as the application injects it. */
    EntityManager entityManager() {
        return entityManager;
    }

    /**
     * An adapter as a server injects it. Outside a server nothing interprets
     * {@code @Transactional}, so this begins a transaction for calls that come without one: {@code
     * claimDue}, which commits by itself, and the reads of the workers.
     */
    <T> T transactional(Class<T> port, T adapter) {
        return proxy(port, (method, arguments) -> in(() -> invoke(adapter, method, arguments)));
    }

    @Override
    public <T> T in(Supplier<T> work) {
        try {
            if (TRANSACTIONS.getStatus() != Status.STATUS_NO_TRANSACTION) {
                return work.get();
            }
            for (int left = maxAttempts; ; left--) {
                try {
                    return once(work);
                } catch (RuntimeException e) {
                    if (left == 1 || !isUnserializable(e)) {
                        throw e;
                    }
                }
            }
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUnserializable(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        e ->
                                e instanceof SQLException sql
                                        && Unserializable.STATE.equals(sql.getSQLState()));
    }

    private static <T> T once(Supplier<T> work) throws SystemException {
        try {
            TRANSACTIONS.begin();
            boolean done = false;
            try {
                var result = work.get();
                done = true;
                return result;
            } finally {
                if (done) {
                    TRANSACTIONS.commit();
                } else {
                    TRANSACTIONS.rollback();
                }
            }
        } catch (RollbackException e) {
            throw UnitOfWork.failedCommit().orElseGet(() -> new IllegalStateException(e));
        } catch (NotSupportedException | HeuristicMixedException | HeuristicRollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        Object make(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        TestDatabase.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> call.make(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
