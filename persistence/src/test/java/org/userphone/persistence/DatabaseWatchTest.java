package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseWatchTest {

    private static final String FULL =
            """
            create function full_disk() returns trigger language plpgsql as
            'begin raise exception using errcode = ''53100''; end';
            create trigger full_disk before update on database_watch
            for each row execute function full_disk()
            """;

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatTakesWritesIsReady(Engine engine) {
        var watch = new DatabaseWatch(migrated(engine));

        assertThat(watch.isReady()).as("before the first look").isFalse();
        watch.look();

        assertThat(watch.isReady()).isTrue();
    }

    @Test
    void aDatabaseThatWentAwayIsNot() throws SQLException {
        var settings = migrated(Engine.POSTGRESQL);
        var watch = new DatabaseWatch(settings);
        watch.look();

        onServer("drop database " + name(settings) + " with (force)");
        watch.look();

        assertThat(watch.isReady()).isFalse();
    }

    @Test
    void aDatabaseThatOnlyReadsIsNot() throws SQLException {
        var settings = migrated(Engine.POSTGRESQL);
        var watch = new DatabaseWatch(settings);

        onServer("alter database " + name(settings) + " set default_transaction_read_only = on");
        watch.look();
        assertThat(watch.isReady()).isFalse();

        onServer("alter database " + name(settings) + " set default_transaction_read_only = off");
        watch.look();
        assertThat(watch.isReady()).as("over a new connection").isTrue();
    }

    @Test
    void aDatabaseThatHasNoRoomIsNot() throws SQLException {
        var settings = migrated(Engine.POSTGRESQL);
        var watch = new DatabaseWatch(settings);
        watch.look();

        execute(settings, FULL);
        watch.look();
        assertThat(watch.isReady()).isFalse();

        execute(settings, "drop trigger full_disk on database_watch");
        watch.look();
        assertThat(watch.isReady()).isTrue();
    }

    @Test
    void whenOthersUseUpTheConnectionsItKeepsItsOwn() throws SQLException {
        var settings = migrated(Engine.POSTGRESQL);
        var role = "r" + name(settings);
        execute(
                settings,
                "create role "
                        + role
                        + " login connection limit 1; grant update on database_watch to "
                        + role);
        var limited = Engine.settings(settings.url(), role, "");
        var watch = new DatabaseWatch(limited);
        watch.look();
        assertThat(watch.isReady()).isTrue();

        assertThatThrownBy(limited::connect).isInstanceOf(SQLException.class);
        watch.look();

        assertThat(watch.isReady()).isTrue();
        watch.stop(null);
        limited.connect().close();
    }

    @Test
    void aLookTakesTwoSecondsAtMost() throws SQLException {
        var settings = migrated(Engine.POSTGRESQL);
        var watch = new DatabaseWatch(settings);
        watch.look();
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table database_watch");
            long began = System.nanoTime();

            watch.look();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
            assertThat(watch.isReady()).isFalse();
            connection.rollback();
        }
        watch.look();
        assertThat(watch.isReady()).isTrue();
    }

    @Test
    void aLookThatHangsMakesItNotReadyWithoutAnAnswer() {
        var nanos = new AtomicLong();
        var watch = new DatabaseWatch(migrated(Engine.H2), nanos::get);
        watch.look();

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(watch.isReady()).isTrue();
        nanos.incrementAndGet();

        assertThat(watch.isReady()).isFalse();
    }

    private static DatabaseSettings migrated(Engine engine) {
        var settings = engine.newDatabase();
        Migrations.migrate(new UserphoneDataSource(settings));
        return settings;
    }

    private static String name(DatabaseSettings settings) {
        return settings.url().replaceAll(".*/", "");
    }

    private static void onServer(String sql) throws SQLException {
        execute(Engine.POSTGRESQL.newDatabase(), sql);
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
