package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Query;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchTimeoutTest {

    private static final SearchTimeout ONE_SECOND = new SearchTimeout(Duration.ofSeconds(1));

    /** Searches that take minutes, and ones that take a few seconds. */
    private static String search(Engine engine, boolean isEndless) {
        return engine == Engine.H2
                ? "select count(*) from system_range(1, %d) a where mod(a.x * 7, 11) = 3"
                        .formatted(isEndless ? 10_000_000_000L : 30_000_000L)
                : "select count(*) from (select pg_sleep(%d)) slept".formatted(isEndless ? 60 : 2);
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseEndsASearchThatTakesLonger(Engine engine) {
        var database = TestDatabase.empty(engine);
        long before = System.nanoTime();

        assertThatThrownBy(() -> database.run(() -> limited(database, search(engine, true))))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        ended -> assertThat(ended.getSQLState()).isEqualTo("57014"));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void otherStatementsOfTheConnectionAreNotLimited(Engine engine) {
        var database = TestDatabase.empty(engine);

        assertThatNoException()
                .isThrownBy(
                        () ->
                                database.run(
                                        () -> {
                                            limited(database, "select 1");
                                            database.entityManager()
                                                    .createNativeQuery(search(engine, false))
                                                    .getSingleResult();
                                        }));
    }

    /** So that it is an outage to the caller, and no fault of ours. */
    @Test
    void aSearchWhoseConnectionIsLostFailsByTheReasonOfTheLoss() {
        var database = new TestDatabase(Engine.POSTGRESQL.newDatabase());
        var suicide = "select pg_terminate_backend(pg_backend_pid())";

        assertThatThrownBy(() -> database.run(() -> limited(database, suicide)))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        lost -> assertThat(lost.getSQLState()).isEqualTo("57P01"));
    }

    private static void limited(TestDatabase database, String search) {
        var entityManager = database.entityManager();
        var query = entityManager.createNativeQuery(search);
        ONE_SECOND.within(entityManager, query, Query::getSingleResult);
    }
}
