package org.userphone.persistence;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TransactionRequiredException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetServer;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;

/**
 * Gives each transaction of the application server an entity manager of its own: it begins at its
 * first use, is written and committed when the transaction is, and is closed when the transaction
 * has ended. EclipseLink comes with the application, and a server is asked for nothing but its
 * transactions, because servers differ in what they make of a persistence unit.
 */
@ApplicationSingleton
class EntityManagers {

    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";
    private static final String UNIT = "userphone";

    /** Not the name by which servers find units that they are to manage. */
    private static final String FILE = "META-INF/userphone-persistence.xml";

    private final EntityManagerFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private final ThreadLocal<Boolean> onlyReads = ThreadLocal.withInitial(() -> false);

    @Inject
    EntityManagers(DataSource dataSource, DatabaseSettings settings) {
        this(dataSource, settings.unit(), registry());
    }

    /**
     * @param more properties of the persistence unit, which win over those of its file
     */
    EntityManagers(
            DataSource dataSource,
            Map<String, Object> more,
            TransactionSynchronizationRegistry transactions) {
        var properties = new HashMap<String, Object>();
        properties.put(PersistenceUnitProperties.ECLIPSELINK_PERSISTENCE_XML, FILE);
        properties.put(
                PersistenceUnitProperties.CLASSLOADER, EntityManagers.class.getClassLoader());
        properties.put(PersistenceUnitProperties.TARGET_SERVER, TargetServer.None);
        properties.put(PersistenceUnitProperties.NON_JTA_DATASOURCE, askedOnce(dataSource));
        properties.putAll(more);
        this.factory = new PersistenceProvider().createEntityManagerFactory(UNIT, properties);
        this.transactions = transactions;
    }

    /**
     * EclipseLink asks three times more for a connection after an {@link SQLException}, and the
     * pool has waited by then for as long as a caller may wait. On some servers the classes by
     * which EclipseLink could be told so are not those that it uses itself.
     */
    private static DataSource askedOnce(DataSource dataSource) {
        return (DataSource)
                Proxy.newProxyInstance(
                        EntityManagers.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(dataSource, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause() instanceof SQLException failure
                                        ? new PersistenceException(failure)
                                        : e.getCause();
                            }
                        });
    }

    /** Prepares the persistence unit, so that the first call does not wait for it. */
    void open(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        factory.createEntityManager().close();
    }

    private static TransactionSynchronizationRegistry registry() {
        try {
            return InitialContext.doLookup(REGISTRY);
        } catch (NamingException e) {
            throw new StartRefused(
                    "This application server gives no transactions: " + REGISTRY + ".", e);
        }
    }

    /**
     * The entity manager that adapters inject: each call goes to the one of the transaction in
     * which it is made.
     */
    @Produces
    EntityManager entityManager() {
        return (EntityManager)
                Proxy.newProxyInstance(
                        EntityManagers.class.getClassLoader(),
                        new Class<?>[] {EntityManager.class},
                        this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(current(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Does work whose transactions only read. */
    <T> T reading(Callable<T> work) throws Exception {
        onlyReads.set(true);
        try {
            return work.call();
        } finally {
            onlyReads.remove();
        }
    }

    /** Whether this thread is in a transaction of the application server. */
    boolean isInTransaction() {
        return transactions.getTransactionKey() != null;
    }

    /**
     * @throws TransactionRequiredException outside a transaction: what is read there could not be
     *     told apart from what is written, and nobody would commit it
     */
    private EntityManager current() {
        if (!isInTransaction()) {
            throw new TransactionRequiredException("the database is used in transactions only");
        }
        var work = (UnitOfWork) transactions.getResource(this);
        if (work == null) {
            work = UnitOfWork.begin(factory, transactions, onlyReads.get());
            boolean joined = false;
            try {
                transactions.registerInterposedSynchronization(work);
                transactions.putResource(this, work);
                joined = true;
            } finally {
                if (!joined) {
                    work.end();
                }
            }
        }
        return work.entityManager();
    }

    void close(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.DATABASE)
                    ApplicationEnd end) {
        factory.close();
    }
}
