package org.userphone.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.persistence.exceptions.DatabaseException;

/**
 * What one transaction of the application server does on the database, over one connection. The
 * database commits before the transaction manager does, which has nothing else to commit; if the
 * database does not, the transaction is rolled back and its caller is told so.
 */
final class UnitOfWork implements Synchronization {

    private static final Logger LOG = System.getLogger(UnitOfWork.class.getName());

    private static final ThreadLocal<RuntimeException> FAILED_COMMIT = new ThreadLocal<>();

    private final Thread owner = Thread.currentThread();
    private final TransactionSynchronizationRegistry transactions;
    private final EntityManager entityManager;
    private final Connection connection;
    private final boolean onlyReads;

    private UnitOfWork(
            TransactionSynchronizationRegistry transactions,
            EntityManager entityManager,
            boolean onlyReads) {
        this.transactions = transactions;
        this.entityManager = entityManager;
        this.connection = entityManager.unwrap(Connection.class);
        this.onlyReads = onlyReads;
    }

    /**
     * Takes a connection and begins a transaction on it, so that reads are part of it, too.
     *
     * @param onlyReads whether nothing is written, so that each statement may be a transaction by
     *     itself, and the last of them needs no commit
     */
    static UnitOfWork begin(
            EntityManagerFactory factory,
            TransactionSynchronizationRegistry transactions,
            boolean onlyReads) {
        FAILED_COMMIT.remove();
        var entityManager = factory.createEntityManager();
        boolean begun = false;
        try {
            entityManager.getTransaction().begin();
            var work = new UnitOfWork(transactions, entityManager, onlyReads);
            work.commitEachStatement(true);
            begun = true;
            return work;
        } finally {
            if (!begun) { // a rollback would wait for a connection once more
                entityManager.close();
            }
        }
    }

    /** EclipseLink and the pool know nothing of this, and find the connection as they left it. */
    private void commitEachStatement(boolean begins) {
        try {
            if (onlyReads) {
                connection.setAutoCommit(begins);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    EntityManager entityManager() {
        return entityManager;
    }

    /**
     * Writes what is left to write, and commits. A failure is not thrown, because transaction
     * managers print what is thrown here, with its stack trace, and do not hand it on.
     */
    @Override
    public void beforeCompletion() {
        try {
            commitEachStatement(false);
            WritesTogether.commits(entityManager);
            entityManager.getTransaction().commit();
        } catch (RuntimeException e) { // told by failedCommit()
            FAILED_COMMIT.set(e);
            transactions.setRollbackOnly();
        }
    }

    /** Why the last commit of this thread failed; it is told once. */
    static Optional<RuntimeException> failedCommit() {
        var failure = Optional.ofNullable(FAILED_COMMIT.get());
        FAILED_COMMIT.remove();
        return failure;
    }

    /**
     * Closes the entity manager and gives the connection back. A transaction that takes too long is
     * ended by another thread on some servers, while its own may still use the connection: then the
     * connection is cut, and its place in the pool is free.
     */
    @Override
    public void afterCompletion(int status) {
        if (Thread.currentThread() == owner || status == Status.STATUS_COMMITTED) {
            end();
        } else {
            cut();
        }
    }

    private void cut() {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be cut", e);
        }
    }

    private void rollBack() {
        try {
            commitEachStatement(false);
        } finally {
            entityManager.getTransaction().rollback();
        }
    }

    /** Rolls back what has not been committed, and gives the connection back. */
    void end() {
        try {
            if (entityManager.getTransaction().isActive()) {
                rollBack();
            }
        } catch (PersistenceException | DatabaseException e) {
            LOG.log(Level.DEBUG, "A connection that is lost needs no rollback.", e);
        } finally {
            entityManager.close();
        }
    }
}
