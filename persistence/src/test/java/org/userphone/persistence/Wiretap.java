package org.userphone.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A data source that records every round trip on its connections: the SQL of each execution,
 * whether it was prepared, and {@code commit}. It keeps connections for reuse, as the pool of a
 * server does.
 */
final class Wiretap {

    static final String COMMIT = "commit";
    static final String NOT_PREPARED = "not prepared";

    private final DataSource source;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final boolean isDeaf;

    Wiretap(DataSource source) {
        this(source, false);
    }

    private Wiretap(DataSource source, boolean isDeaf) {
        this.source = source;
        this.isDeaf = isDeaf;
    }

    /** A data source that keeps connections for reuse and records nothing. */
    static Wiretap deaf(DataSource source) {
        return new Wiretap(source, true);
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection")
                                ? tap(connection())
                                : invoke(source, method, arguments));
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    void forget() {
        heard.clear();
    }

    private Connection connection() throws SQLException {
        var kept = idle.poll();
        return kept == null ? source.getConnection() : kept;
    }

    private Connection tap(Connection connection) {
        return proxy(
                Connection.class,
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        idle.push(connection);
                        return null;
                    }
                    return isDeaf
                            ? invoke(connection, method, arguments)
                            : hear(connection, method, arguments);
                });
    }

    private Object hear(Connection connection, Method method, Object... arguments)
            throws Throwable {
        switch (method.getName()) {
            case "prepareStatement" -> {
                var statement = (PreparedStatement) invoke(connection, method, arguments);
                return tap(PreparedStatement.class, statement, (String) arguments[0]);
            }
            case "createStatement" -> {
                var statement = (Statement) invoke(connection, method, arguments);
                return tap(Statement.class, statement, NOT_PREPARED);
            }
            case "commit" -> {
                if (isOpen(connection)) {
                    heard.add(COMMIT);
                }
            }
            default -> {}
        }
        return invoke(connection, method, arguments);
    }

    /** PostgreSQL may have committed by an execution; its driver then asks for nothing more. */
    static boolean isOpen(Connection connection) throws SQLException {
        return !connection.isWrapperFor(BaseConnection.class)
                || connection.unwrap(BaseConnection.class).getTransactionState()
                        != TransactionState.IDLE;
    }

    private <S extends Statement> S tap(Class<S> type, S statement, String sql) {
        return proxy(
                type,
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        heard.add(sql);
                    }
                    return invoke(statement, method, arguments);
                });
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
                        Wiretap.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
