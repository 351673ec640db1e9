package org.userphone.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.userphone.domain.Transactions;

/**
 * A database with its tables, and what a server would provide to the adapters: an entity manager
 * that belongs to the running transaction, and transactions that begin by themselves.
 */
final class TestDatabase implements Transactions {

    private static final Map<Engine, TestDatabase> SHARED = new EnumMap<>(Engine.class);

    private final DatabaseSettings settings;
    private final Wiretap wiretap;
    private final EntityManagerFactory factory;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    TestDatabase(DatabaseSettings settings) {
        this(settings, Map.of());
    }

    private TestDatabase(DatabaseSettings settings, Map<String, String> more) {
        this(new Wiretap(migrated(settings)), settings, more);
    }

    private TestDatabase(Wiretap wiretap, DatabaseSettings settings, Map<String, String> more) {
        this.settings = settings;
        this.wiretap = wiretap;
        var properties = new HashMap<String, Object>(more);
        properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        properties.put("jakarta.persistence.nonJtaDataSource", wiretap.dataSource());
        factory = Persistence.createEntityManagerFactory("userphone", properties);
    }

    private static UserphoneDataSource migrated(DatabaseSettings settings) {
        var dataSource = new UserphoneDataSource(() -> settings);
        Migrations.migrate(dataSource);
        return dataSource;
    }

    /**
     * A database whose tables exist, without a record of its statements, for tests with much
     * traffic.
     */
    static TestDatabase busy(DatabaseSettings settings) {
        return new TestDatabase(
                Wiretap.deaf(new UserphoneDataSource(() -> settings)), settings, Map.of());
    }

    /**
     * A database whose JPA provider logs as it does in a server; at the given level if there is
     * one.
     */
    static TestDatabase logging(Engine engine, Level... level) {
        var properties = new HashMap<String, String>();
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
        shared.clear();
        return shared;
    }

    private void clear() {
        for (var table :
                List.of(
                        "user_event",
                        "sms_provider",
                        "instance_event",
                        "user_account",
                        "sms_outbox",
                        "sms_message",
                        "sms_receipt",
                        "organisation",
                        "organisation_event",
                        "organisation_history",
                        "kept_answer",
                        "message_text",
                        "send_count",
                        "inbox_message")) {
            run(() -> entityManager().createNativeQuery("delete from " + table).executeUpdate());
        }
        run(
                () ->
                        entityManager()
                                .createNativeQuery("update instance set sequence = 0")
                                .executeUpdate());
        wiretap.forget();
    }

    DatabaseSettings settings() {
        return settings;
    }

    Wiretap wiretap() {
        return wiretap;
    }

    /**
     * An entity manager as a server injects it: each call goes to the entity manager of the
     * transaction.
     */
    EntityManager entityManager() {
        return proxy(
                EntityManager.class,
                (method, arguments) -> in(() -> invoke(current.get(), method, arguments)));
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
        if (current.get() != null) {
            return work.get();
        }
        var entityManager = factory.createEntityManager();
        current.set(entityManager);
        try {
            entityManager.getTransaction().begin();
            var result = work.get();
            entityManager.getTransaction().commit();
            return result;
        } finally {
            current.remove();
            if (entityManager.getTransaction().isActive()) {
                entityManager.getTransaction().rollback();
            }
            entityManager.close();
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
