package org.userphone.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A data source whose transactions are serializable, and fail to be: each of them fails at one of
 * its first steps, at a statement or at its commit, and nothing of it remains. The next one of the
 * same thread, which is its repetition, is left alone.
 */
final class Unserializable {

    /** The SQL state of a serialization failure, in all that speak PostgreSQL. */
    static final String STATE = "40001";

    private static final String ABORTED = "25P02";

    /** At which step a transaction may fail at the latest, counted from 1. */
    private static final int MAX_STEPS = 5;

    private final DataSource source;
    private final AtomicInteger places = new AtomicInteger();
    private final ThreadLocal<Boolean> spares = ThreadLocal.withInitial(() -> false);

    Unserializable(DataSource source) {
        this.source = source;
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection")
                                ? new Transactions(source.getConnection()).connection()
                                : invoke(source, method, arguments));
    }

    /** The transactions on one connection, one after the other. */
    private final class Transactions {

        private final Connection connection;
        private int stepsLeft;
        private boolean isBegun;
        private boolean isAborted;

        Transactions(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        }

        Connection connection() {
            return proxy(
                    Connection.class,
                    (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "prepareStatement" -> {
                                return statement(
                                        (PreparedStatement) invoke(connection, method, arguments));
                            }
                            case "commit" -> {
                                try {
                                    if (isAborted || Wiretap.isOpen(connection)) {
                                        step();
                                    }
                                } finally {
                                    end();
                                }
                            }
                            case "rollback" -> end();
                            default -> {}
                        }
                        return invoke(connection, method, arguments);
                    });
        }

        private PreparedStatement statement(PreparedStatement statement) {
            return proxy(
                    PreparedStatement.class,
                    (proxy, method, arguments) -> {
                        if (method.getName().startsWith("execute")) {
                            step();
                        }
                        return invoke(statement, method, arguments);
                    });
        }

        private void end() {
            isBegun = false;
            isAborted = false;
        }

        private void step() throws SQLException {
            if (isAborted) {
                throw new SQLException("the transaction is aborted", ABORTED);
            }
            if (!isBegun) {
                isBegun = true;
                stepsLeft = spares.get() ? 0 : 1 + places.getAndIncrement() % MAX_STEPS;
                spares.set(false);
            }
            if (stepsLeft > 0 && --stepsLeft == 0) {
                connection.rollback();
                isAborted = true;
                spares.set(true);
                throw new SQLException("could not serialize access", STATE);
            }
        }
    }

    private static Object invoke(Object target, Method method, Object... arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Unserializable.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
