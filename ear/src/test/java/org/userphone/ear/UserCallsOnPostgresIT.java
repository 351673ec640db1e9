package org.userphone.ear;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class UserCallsOnPostgresIT implements UserCallsContract {

    private static final Issuer ISSUER = new Issuer();
    private static EmbeddedPostgres postgres;
    private static Program program;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        postgres = EmbeddedPostgres.start();
        var environment = Postgres.settings(postgres);
        environment.putAll(Unlimited.and(ISSUER.settings()));
        program = Program.start(folder, environment);
    }

    @AfterAll
    static void stop() throws IOException {
        LogSearch.assertClean(program);
        program.close();
        postgres.close();
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public Issuer issuer() {
        return ISSUER;
    }
}
