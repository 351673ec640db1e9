package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged program while somebody attacks it from one client address, and afterwards. */
class AttackIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String TOKEN = ISSUER.token();
    private static final int USERS = 1000;
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static Program program;
    private static Target target;
    private static Footprint.Meter meter;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        var settings = new HashMap<>(ISSUER.settings());
        settings.put("USERPHONE_REQUEST_DEADLINE", "PT1S");
        settings.put("USERPHONE_CALLS_MOST", "40");
        settings.put("USERPHONE_GRPC_REFLECTION", "true");
        settings.put("USERPHONE_HTTP_H2C", "true");
        program = Program.start(folder, settings);
        target = new Target(program.base(), program.grpc(), TOKEN, user(0));
        for (int i = 0; i < USERS; i++) {
            var added =
                    new Wire(program.base()).post("/v2/users/new", TOKEN, Issuer.newUser(user(i)));
            assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        }
        try (var bystander = new Bystander(target)) {
            bystander.watch(WARM_UP);
        }
        meter = new Footprint.Meter(program);
    }

    @AfterAll
    static void stop() throws IOException {
        meter.close();
        program.close();
    }

    private static String user(int number) {
        return "user-" + number;
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void othersAreAnsweredMeanwhileAndNothingIsHeldAfterwards(Attack attack) throws Exception {
        var before = meter.read();

        var outcome = attack.on(target, TIME);

        assertThat(outcome.connections()).isGreaterThan(10);
        assertThat(outcome.seen())
                .allSatisfy(
                        seen -> {
                            assertThat(seen.goodPercent()).isGreaterThanOrEqualTo(99);
                            assertThat(seen.p99()).isLessThan(1000);
                        });
        assertThat(meter.readOnceBackAt(before)).matches(held -> held.isBackAt(before));
    }
}
