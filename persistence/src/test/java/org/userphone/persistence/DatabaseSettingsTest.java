package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.StartRefused;

class DatabaseSettingsTest {

    @Test
    void withoutAnAddressTheDatabaseIsAFileInTheDataFolder() {
        assertThat(settings(Map.of("userphone.data", "data")))
                .isEqualTo(
                        Engine.settings(
                                "jdbc:h2:file:" + Path.of("data").toAbsolutePath() + "/userphone",
                                "",
                                ""));
    }

    @Test
    void anAddressUserAndPasswordAreTakenAsTheyAre() {
        var url = "jdbc:postgresql://db/userphone";
        assertThat(
                        settings(
                                Map.of(
                                        "userphone.db.url", url,
                                        "userphone.db.user", "u",
                                        "userphone.db.password", "p")))
                .isEqualTo(Engine.settings(url, "u", "p"));
    }

    @Test
    void anotherDatabaseRefusesTheStart() {
        assertThatThrownBy(() -> Engine.settings("jdbc:mysql://u:secret@db/x", "", ""))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "The setting userphone.db.url must begin with jdbc:postgresql: or"
                                + " jdbc:h2:.");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/userphone?user=u&password=secret, db:5432/userphone",
        "jdbc:postgresql://u:secret@db/userphone, db/userphone",
        "jdbc:postgresql:userphone, userphone",
        "jdbc:h2:file:/data/userphone;PASSWORD=secret, /data/userphone",
        "jdbc:h2:mem:x, mem:x",
    })
    void whereItIsIsToldWithoutCredentials(String url, String address) {
        var settings = Engine.settings(url, "u", "secret");

        assertThat(settings.address()).isEqualTo(address);
        assertThat(settings).hasToString("DatabaseSettings[" + address + "]");
    }

    @Test
    void anOptionOfTheAddressStaysAsItIs() throws SQLException {
        var chosen = Engine.settings("jdbc:h2:mem:;lock_timeout=7", "", "");
        var usual = Engine.settings("jdbc:h2:mem:", "", "");

        assertThat(lockTimeout(chosen)).isEqualTo(7);
        assertThat(lockTimeout(usual)).isEqualTo(30_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.9S", "PT5M1S", "-PT1S", "5"})
    void aBoundThatNoDriverCountsRefusesTheStart(String bound) {
        assertThatThrownBy(() -> settings(Map.of("userphone.db.answer", bound)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("userphone.db.answer");
    }

    private static int lockTimeout(DatabaseSettings settings) throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select lock_timeout()")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void anErrorOfPostgreSqlQuotesNoValue() throws SQLException {
        try (var connection = Engine.POSTGRESQL.newDatabase().connect();
                var statement = connection.createStatement()) {
            statement.execute("create table t (name varchar primary key)");
            var insert = connection.prepareStatement("insert into t values (?)");
            insert.setString(1, "minnie");
            insert.addBatch();
            insert.addBatch();

            assertThatThrownBy(insert::executeBatch)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("t_pkey")
                    .hasMessageNotContaining("minnie");
        }
    }

    private static DatabaseSettings settings(Map<String, String> properties) {
        var bounds = Map.of("userphone.db.wait", "PT30S", "userphone.db.answer", "PT30S");
        return DatabaseSettings.of(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(bounds, "bounds", 90),
                                new PropertiesConfigSource(properties, "test", 100))
                        .build());
    }
}
