package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.sms.SmsMessagesContract.accepted;
import static org.userphone.domain.user.People.MINNIE;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Abandoned.Why;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.Deadline;
import org.userphone.domain.Deadlines;

/** Entity managers on the transaction manager of a server, over the pool, on PostgreSQL. */
class EntityManagersTest {

    private final DatabaseSettings settings = Engine.POSTGRESQL.newDatabase();
    private final Deadlines deadlines = new Deadlines();
    private final ConnectionPool pool =
            new ConnectionPool(settings, new DatabaseFile(settings), deadlines);
    private final TransactionManager transactions =
            com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final EntityManagers managers =
            new EntityManagers(
                    pool.dataSource(), Map.of(), new TransactionSynchronizationRegistryImple());
    private final EntityManager entityManager = managers.entityManager();

    @BeforeEach
    void begin() throws Exception {
        Migrations.migrate(new UserphoneDataSource(settings));
        transactions.begin();
    }

    /** However a transaction ended, nothing of it is held. */
    @AfterEach
    void nothingIsHeld() throws Exception {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions.rollback();
        }
        await(() -> active() == 0);
        managers.close(new ApplicationEnd());
        pool.close(new ApplicationEnd());
    }

    @Test
    void whatIsCommittedIsThere() throws Exception {
        insert("a");
        transactions.commit();

        assertThat(count()).isOne();
    }

    @Test
    void aTransactionHasOneConnectionForReadsAndWrites() throws Exception {
        insert("a");
        assertThat(rows()).as("its own writes").isOne();
        assertThat(active()).isOne();
        transactions.rollback();

        assertThat(count()).isZero();
    }

    @Test
    void whatOnlyReadsHasNoTransactionOnTheDatabase() throws Exception {
        transactions.commit();

        assertThat(timesOfTwoReads()).as("of one transaction").hasSize(1);
        assertThat(managers.reading(this::timesOfTwoReads)).as("of two").hasSize(2);
        assertThat(timesOfTwoReads()).as("afterwards").hasSize(1);
    }

    private Set<Object> timesOfTwoReads() throws Exception {
        transactions.begin();
        var times = Set.copyOf(List.of(now(), now()));
        transactions.commit();
        assertThat(active()).isZero();
        return times;
    }

    private Object now() {
        return entityManager.createNativeQuery("select now()").getSingleResult();
    }

    @Test
    void whatOnlyReadsAndLosesItsConnectionHoldsNothing() throws Exception {
        transactions.commit();

        managers.reading(
                () -> {
                    transactions.begin();
                    now();
                    endConnections();
                    assertThatThrownBy(this::now).hasRootCauseInstanceOf(SQLException.class);
                    transactions.rollback();
                    return null;
                });

        assertThat(active()).isZero();
    }

    @Test
    void whatOnlyReadsCannotWrite() throws Exception {
        transactions.commit();

        managers.reading(
                () -> {
                    transactions.begin();
                    entityManager.persist(new SmsMessageRow(accepted("1", MINNIE, Instant.EPOCH)));
                    assertThatThrownBy(entityManager::flush)
                            .isInstanceOf(IllegalStateException.class);
                    transactions.rollback();
                    return null;
                });

        assertThat(active()).isZero();
    }

    @Test
    void aTransactionThatDoesNotUseTheDatabaseTakesNoConnection() throws Exception {
        assertThat(active()).isZero();
        transactions.commit();
    }

    /** The pool itself would have a call wait for half a minute here. */
    @Test
    void aCallWaitsForAConnectionNoLongerThanItsCaller() throws Exception {
        managers.open(new ApplicationStart());
        var held = new ArrayList<Connection>();
        try {
            while (held.size() < ConnectionPool.MAX_CONNECTIONS) {
                held.add(pool.dataSource().getConnection());
            }

            long began = System.nanoTime();
            assertThatExceptionOfType(Abandoned.class)
                    .isThrownBy(
                            () -> deadlines.within(Deadline.in(Duration.ofMillis(300)), this::rows))
                    .returns(Why.DEADLINE_EXCEEDED, Abandoned::why);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(15));
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void outsideATransactionNothingIsReadOrWritten() throws Exception {
        transactions.commit();

        assertThatExceptionOfType(TransactionRequiredException.class).isThrownBy(this::rows);
        assertThatExceptionOfType(TransactionRequiredException.class).isThrownBy(() -> insert("a"));
    }

    @Test
    void aTransactionThatIsMarkedForRollbackWritesNothing() throws Exception {
        insert("a");
        transactions.setRollbackOnly();

        assertThatExceptionOfType(RollbackException.class).isThrownBy(transactions::commit);
        assertThat(count()).isZero();
    }

    @Test
    void aTransactionThatIsMarkedForRollbackBeforeItsFirstUseHoldsNothing() throws Exception {
        transactions.setRollbackOnly();

        assertThatThrownBy(() -> insert("a")).isInstanceOf(IllegalStateException.class);
        assertThat(active()).isZero();
    }

    @Test
    void aCommitThatTheDatabaseDoesNotMakeIsToldToTheCaller() throws Exception {
        insert("a");
        endConnections();

        assertThatExceptionOfType(RollbackException.class).isThrownBy(transactions::commit);
        assertThat(UnitOfWork.failedCommit().orElseThrow())
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(UnitOfWork.failedCommit()).as("told once").isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void aFlushThatIsRefusedLeavesNothing() throws Exception {
        insert("a");

        assertThatThrownBy(() -> insert("a")).hasRootCauseInstanceOf(SQLException.class);
        transactions.rollback();
        assertThat(count()).isZero();
    }

    @Test
    void aTransactionInsideAnotherOneIsCommittedByItself() throws Exception {
        insert("outer");
        var outer = transactions.suspend();
        transactions.begin();
        insert("inner");
        assertThat(active()).isEqualTo(2);
        transactions.commit();
        transactions.resume(outer);
        assertThat(rows()).as("outer sees both").isEqualTo(2);
        transactions.rollback();

        assertThat(count()).as("inner stays").isOne();
    }

    @Test
    void aTransactionThatTakesTooLongIsRolledBackByAnotherThreadAndItsConnectionIsCut()
            throws Exception {
        transactions.rollback();
        transactions.setTransactionTimeout(1);
        transactions.begin();
        transactions.setTransactionTimeout(0);
        insert("a");

        await(() -> transactions.getStatus() == Status.STATUS_ROLLEDBACK);

        await(() -> active() == 0);
        assertThatThrownBy(() -> insert("b")).isInstanceOf(RuntimeException.class);
        assertThatExceptionOfType(RollbackException.class).isThrownBy(transactions::commit);
        assertThat(count()).isZero();
    }

    @Test
    void aDatabaseThatHasEndedItsConnectionsIsUsedAgain() throws Exception {
        insert("a");
        transactions.commit();
        endConnections();

        await(
                () -> {
                    transactions.begin();
                    try {
                        insert("b");
                        transactions.commit();
                        return true;
                    } catch (RuntimeException e) {
                        transactions.rollback();
                        return false;
                    }
                });
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void whileThereIsNoConnectionOneIsAskedForOnce() throws Exception {
        var asked = new AtomicInteger();
        var isAway = new AtomicBoolean();
        var away =
                (DataSource)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {DataSource.class},
                                (proxy, method, arguments) -> {
                                    if (isAway.get()) {
                                        asked.incrementAndGet();
                                        throw new SQLException("away", "08001");
                                    }
                                    return method.invoke(pool.dataSource(), arguments);
                                });
        var its =
                new EntityManagers(away, Map.of(), new TransactionSynchronizationRegistryImple())
                        .entityManager();
        its.find(OrganisationRow.class, "a");
        transactions.commit();
        transactions.begin();
        isAway.set(true);

        assertThatThrownBy(() -> its.find(OrganisationRow.class, "a"))
                .hasRootCauseInstanceOf(SQLException.class);

        assertThat(asked).hasValue(1);
    }

    private void insert(String id) {
        entityManager
                .createNativeQuery("insert into organisation (id) values (?)")
                .setParameter(1, id)
                .executeUpdate();
    }

    private long rows() {
        return ((Number)
                        entityManager
                                .createNativeQuery("select count(*) from organisation")
                                .getSingleResult())
                .longValue();
    }

    /** What somebody else sees. */
    private long count() throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from organisation")) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Ends every connection but its own, as a restart of the database does. */
    private void endConnections() throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }

    private int active() {
        return ((HikariDataSource) pool.dataSource()).getHikariPoolMXBean().getActiveConnections();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        var deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
