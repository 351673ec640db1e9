package org.userphone.ear;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.Map;

/** The variables that move the program from H2 to PostgreSQL, which tests may keep busy. */
public final class Postgres {

    private Postgres() {}

    public static Map<String, String> settings(EmbeddedPostgres postgres) {
        return new HashMap<>(
                Map.of(
                        "USERPHONE_DB_URL",
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "USERPHONE_DB_USER",
                        "postgres",
                        "USERPHONE_DB_PASSWORD",
                        "postgres",
                        "USERPHONE_DB_ANSWER",
                        "PT2M"));
    }
}
