package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.MINNIE;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.People;

class LogTest {

    private String code;

    /** Everything that was logged, including stack traces. */
    private static final class Everything extends Handler {

        private final StringWriter text = new StringWriter();

        @Override
        public synchronized void publish(LogRecord line) {
            text.append(new SimpleFormatter().formatMessage(line)).append('\n');
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text, true));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void noNumberOrCodeIsLoggedEvenWhenEveryStatementIs(Engine engine) {
        var heard =
                listen(
                        () -> {
                            var database = TestDatabase.logging(engine, Level.FINEST);
                            var house = new House(database, Clock.systemUTC());
                            house.addHuman(MINNIE);
                            house.setPhone(MINNIE, "+41791234567");
                            house.deliver();
                            code = house.inbox().latest(1).get(0).text().substring(0, 6);
                        });

        assertThat(heard)
                .contains("INSERT INTO user_event", "UPDATE user_account")
                .doesNotContain("791234567", code, "@example.com");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseSaysOfATakenNameIsNotLogged(Engine engine) {
        var heard =
                listen(
                        () -> {
                            var users =
                                    new House(TestDatabase.logging(engine), Clock.systemUTC())
                                            .users();
                            users.append(People.added(MINNIE, Optional.empty()));
                            var twin = People.added(new UserId("MINNIE"), Optional.empty());
                            assertThatThrownBy(() -> users.append(twin))
                                    .isInstanceOf(Rejection.class);
                        });

        assertThat(heard).doesNotContainIgnoringCase("minnie");
    }

    private static String listen(Runnable work) {
        var root = Logger.getLogger("");
        var everything = new Everything();
        root.addHandler(everything);
        try {
            work.run();
        } finally {
            root.removeHandler(everything);
        }
        return everything.text.toString();
    }
}
