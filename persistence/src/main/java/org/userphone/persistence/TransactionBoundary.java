package org.userphone.persistence;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;
import org.userphone.domain.Commits;
import org.userphone.domain.OnlyReads;
import org.userphone.domain.Rejection;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.Tracing.Span;

/**
 * Stands around the interceptor of transactions, whose priority is 200 (Jakarta Transactions, 3.7).
 * It throws why the database did not commit, in the place of what the transaction manager throws
 * then; and what the database has surely undone it does once more.
 */
@Interceptor
@Commits
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class TransactionBoundary {

    private static final Logger LOG = System.getLogger(TransactionBoundary.class.getName());

    private final EntityManagers entityManagers;
    private final Tracing tracing;

    @Inject
    TransactionBoundary(EntityManagers entityManagers, Tracing tracing) {
        this.entityManagers = entityManagers;
        this.tracing = tracing;
    }

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        if (entityManagers.isInTransaction() || !begins(call)) {
            return call.proceed();
        }
        try (var span = tracing.within(Kind.INTERNAL, "transaction")) {
            if (span.isRecorded()) {
                var method = call.getMethod();
                span.set(
                        "code.function.name",
                        method.getDeclaringClass().getName() + "." + method.getName());
            }
            return onlyReads(call.getMethod())
                    ? entityManagers.reading(() -> committed(call, span))
                    : committed(call, span);
        }
    }

    private static boolean onlyReads(Method method) {
        return method.isAnnotationPresent(OnlyReads.class)
                || method.getDeclaringClass().isAnnotationPresent(OnlyReads.class);
    }

    private static Object committed(InvocationContext call, Span span) throws Exception {
        boolean isRepeated = false;
        while (true) {
            UnitOfWork.failedCommit(); // that of other work of this thread is not told here
            try {
                return call.proceed();
            } catch (Exception e) { // rethrown, or told by its reason, or repeated
                var commit = UnitOfWork.failedCommit().orElse(null);
                if (isRepeated || !isUndone(e, commit)) {
                    var reason = reason(e, commit);
                    tell(span, reason);
                    throw reason;
                }
                span.event("repeated");
                LOG.log(Level.DEBUG, "What the database has undone is done once more.", e);
                isRepeated = true;
            }
        }
    }

    /** A refusal is no failure. */
    private static void tell(Span span, Exception reason) {
        if (reason instanceof Rejection refusal) {
            span.set("org.userphone.rejection", refusal.reason().name());
        } else {
            span.fail(reason.getClass().getName());
        }
    }

    private static boolean begins(InvocationContext call) {
        var own = call.getMethod().getAnnotation(Transactional.class);
        return own == null || own.value() != NOT_SUPPORTED;
    }

    private static Exception reason(Exception thrown, RuntimeException commit) {
        if (commit == null) {
            return thrown;
        }
        commit.addSuppressed(thrown);
        return commit;
    }

    /**
     * Whether nothing of the work is in the database, and doing it again may help: another
     * transaction was in the way (SQLSTATE class 40), the server only reads (25006), or, before the
     * commit was asked for, the connection was lost (08) or the server ended it (57P). Nobody who
     * has waited as long as he may for a connection or an answer waits twice.
     *
     * @param commit why the commit failed; null if it was not asked for
     */
    private static boolean isUndone(Exception thrown, RuntimeException commit) {
        var states = commit == null ? "(40|08).{3}|57P.{2}|25006" : "40.{3}|25006";
        return causes(commit == null ? thrown : commit)
                        .anyMatch(
                                cause ->
                                        cause instanceof SQLException failure
                                                && String.valueOf(failure.getSQLState())
                                                        .matches(states))
                && causes(thrown)
                        .noneMatch(
                                cause ->
                                        cause instanceof SocketTimeoutException
                                                || cause
                                                        instanceof SQLTransientConnectionException);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(50);
    }
}
