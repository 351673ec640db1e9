package org.userphone.ear;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class UserCallsOnH2IT implements UserCallsContract {

    private static final Issuer ISSUER = new Issuer();
    private static Program program;

    @BeforeAll
    static void start(@TempDir Path folder) {
        program = Program.start(folder, Unlimited.and(ISSUER.settings()));
    }

    @AfterAll
    static void stop() {
        LogSearch.assertClean(program);
        program.close();
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
