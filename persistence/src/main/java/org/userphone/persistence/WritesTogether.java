package org.userphone.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.BatchWritingMechanism;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.databaseaccess.ParameterizedSQLBatchWritingMechanism;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.SQLCall;

/**
 * Writes the statements of one change to PostgreSQL in one round trip. The PostgreSQL driver
 * accepts several statements, separated by semicolons, as one, and prepares each of them once. On
 * H2, and if there are many statements, only equal statements are batched, as EclipseLink does by
 * default.
 *
 * <p>From two to {@value #MAX_STATEMENTS} statements are joined. If one of them fails, all of them
 * fail, with the exception that EclipseLink throws for a single one.
 *
 * <p>What waits when a transaction commits, be it one statement, takes the commit with it.
 * PostgreSQL skips the commit if a statement before it fails; and the driver, which is told by
 * PostgreSQL that no transaction is open any more, then does nothing when it is asked to commit.
 */
public final class WritesTogether extends ParameterizedSQLBatchWritingMechanism {

    /**
     * The most statements that are joined. The driver caches prepared statements by their text, so
     * there must not be too many combinations.
     */
    private static final int MAX_STATEMENTS = 16;

    private static final String COMMIT = "commit";

    private List<DatabaseCall> calls = new ArrayList<>();
    private boolean isLast;

    /** What this entity manager writes next is the last of its transaction: it is committing. */
    static void commits(EntityManager entityManager) {
        var work = entityManager.unwrap(UnitOfWorkImpl.class);
        var accessor = (DatabaseAccessor) work.getAccessor();
        ((WritesTogether) accessor.getActiveBatchWritingMechanism(work)).isLast = true;
    }

    @Override
    public void setAccessor(DatabaseAccessor accessor, AbstractSession session) {
        super.setAccessor(accessor, session);
        parameters = new ArrayList<>();
        maxBatchSize = DatabasePlatform.DEFAULT_PARAMETERIZED_MAX_BATCH_WRITING_SIZE;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the use case only reads: this would be committed by itself
     */
    @Override
    public void appendCall(AbstractSession session, DatabaseCall call) {
        if (isCommittedAtOnce()) {
            throw new IllegalStateException("what only reads wants to write");
        }
        if (session.getPlatform().isPostgreSQL() && call.hasParameters()) {
            calls.add(call);
        } else {
            super.appendCall(session, call);
        }
    }

    private boolean isCommittedAtOnce() {
        try {
            return databaseAccessor.getConnection().getAutoCommit();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    @Override
    public void executeBatchedStatements(AbstractSession session) {
        var waiting = calls;
        calls = new ArrayList<>();
        if (areJoined(waiting)) {
            databaseAccessor.basicExecuteCall(together(waiting), null, session, false);
        } else {
            waiting.forEach(call -> super.appendCall(session, call));
        }
        super.executeBatchedStatements(session);
    }

    private boolean areJoined(List<DatabaseCall> waiting) {
        return !waiting.isEmpty()
                && waiting.size() <= MAX_STATEMENTS
                && (isLast
                        || waiting.stream().map(DatabaseCall::getSQLString).distinct().count() > 1);
    }

    private DatabaseCall together(List<DatabaseCall> calls) {
        var sql = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var call : calls) {
            sql.add(call.getSQLString());
            List<?> its = call.getParameters();
            values.addAll(its);
        }
        if (isLast) {
            sql.add(COMMIT);
        }
        var all = new SQLCall(String.join("; ", sql));
        all.setQuery(calls.get(0).getQuery());
        all.returnNothing();
        all.setParameters(values);
        return all;
    }

    /**
     * Copies this object without the statements that wait: EclipseLink makes a copy for each
     * connection.
     */
    @Override
    public BatchWritingMechanism clone() {
        var copy = (WritesTogether) super.clone();
        copy.calls = new ArrayList<>();
        copy.isLast = false;
        return copy;
    }

    @Override
    public void clear() {
        super.clear();
        calls = new ArrayList<>();
        isLast = false;
    }
}
