package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.OnlyReads;
import org.userphone.domain.RecordedTracing;
import org.userphone.domain.RecordedTracing.Ended;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing.Kind;

/** The span of a transaction; what happens to the transaction itself is tested on servers. */
class TransactionBoundaryTest {

    private final RecordedTracing tracing = new RecordedTracing();
    private final EntityManagers managers =
            new EntityManagers(
                    new UserphoneDataSource(Engine.H2.newDatabase()),
                    Map.of(),
                    new TransactionSynchronizationRegistryImple());
    private final TransactionBoundary boundary = new TransactionBoundary(managers, tracing);

    /** What begins a transaction. */
    @Transactional
    private static final class Work {

        @SuppressWarnings("unused") // by its name
        void begin() {}
    }

    /** What begins one that only reads. */
    @Transactional
    @OnlyReads
    private static final class Reading {

        @SuppressWarnings("unused") // by its name
        void begin() {}
    }

    @AfterEach
    void close() {
        managers.close(new ApplicationEnd());
    }

    @Test
    void aTransactionIsASpanOfTheRequestThatNeedsIt() throws Exception {
        inRequest(List.of(() -> "done"));

        assertThat(transaction().kind()).isEqualTo(Kind.INTERNAL);
        assertThat(transaction().parent()).isEqualTo(tracing.ended().get(1).context());
        assertThat(transaction().attributes())
                .containsEntry("code.function.name", Work.class.getName() + ".begin");
        assertThat(transaction().events()).isEmpty();
    }

    @Test
    void oneThatIsRepeatedIsOneSpanThatSaysSo() throws Exception {
        inRequest(
                List.of(
                        () -> {
                            throw new PersistenceException(new SQLException("in the way", "40001"));
                        },
                        () -> "done"));

        assertThat(transaction().events()).containsExactly("repeated");
        assertThat(transaction().failure()).isEmpty();
    }

    @Test
    void aRefusalIsNoFailureAndAnythingElseIsOneByItsClass() {
        assertThatThrownBy(
                        () ->
                                inRequest(
                                        List.of(
                                                () -> {
                                                    throw new Rejection(Reason.USER_NOT_FOUND);
                                                })))
                .isInstanceOf(Rejection.class);
        assertThatThrownBy(
                        () ->
                                inRequest(
                                        List.of(
                                                () -> {
                                                    throw new IllegalStateException(
                                                            "of +41791234567");
                                                })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(transaction().failure()).isEmpty();
        assertThat(transaction().attributes())
                .containsEntry("org.userphone.rejection", "USER_NOT_FOUND");
        assertThat(tracing.ended().get(2).failure())
                .contains(IllegalStateException.class.getName());
        assertThat(tracing.ended().toString()).doesNotContain("4179");
    }

    @Test
    void theReadsOfAUseCaseThatOnlyReadsAreCommittedEachByItself() throws Exception {
        var transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        Callable<Object> look =
                () -> {
                    transactions.begin();
                    var connection = managers.entityManager().unwrap(Connection.class);
                    var isByItself = connection.getAutoCommit();
                    transactions.commit();
                    return isByItself;
                };

        assertThat(boundary.around(call(Reading.class, List.of(look)))).isEqualTo(true);
        assertThat(boundary.around(call(Work.class, List.of(look)))).isEqualTo(false);
    }

    @Test
    void whatNobodyAskedForIsNoTrace() throws Exception {
        boundary.around(call(List.of(() -> "done")));

        assertThat(tracing.ended()).isEmpty();
    }

    private Ended transaction() {
        return tracing.ended().get(0);
    }

    private void inRequest(List<Callable<Object>> times) throws Exception {
        try (var request = tracing.begin(Kind.SERVER, "call", TraceContext.NONE)) {
            assertThat(request.isRecorded()).isTrue();
            boundary.around(call(times));
        }
    }

    /** A call that does one thing after the other, each time that it is made. */
    private static InvocationContext call(List<Callable<Object>> times) {
        return call(Work.class, times);
    }

    private static InvocationContext call(Class<?> type, List<Callable<Object>> times) {
        Queue<Callable<Object>> left = new ArrayDeque<>(times);
        return (InvocationContext)
                Proxy.newProxyInstance(
                        TransactionBoundaryTest.class.getClassLoader(),
                        new Class<?>[] {InvocationContext.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getMethod")
                                        ? type.getDeclaredMethod("begin")
                                        : left.remove().call());
    }
}
