package org.userphone.ear;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.userphone.persistence.MessageTextCache;

/** A clock inside the program that stands still, and moves when it is told to. */
@Alternative
@Priority(1)
@ApplicationScoped
public class StandingClock extends Clock {

    /** When every story begins. */
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

    private volatile Instant now = NOON;

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant time) {
        now = time;
    }

    /** Moves the clock, and begins again: nobody is there and it is noon. */
    @WebServlet("/test/*")
    public static class Hands extends HttpServlet {

        private static final long serialVersionUID = 1;

        /** But for the organisations: the program remembers those that it knows. */
        static final List<String> TABLES =
                List.of(
                        "user_event",
                        "user_account",
                        "sms_outbox",
                        "kept_answer",
                        "message_text",
                        "send_count",
                        "sms_sum",
                        "sms_summed_hour",
                        "organisation_event",
                        "organisation_history",
                        "sms_provider",
                        "instance_event");

        @Inject private StandingClock clock;
        @Inject private DataSource database;
        @Inject private MessageTextCache texts;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            var what = request.getPathInfo().substring(1);
            if (what.equals("begin")) {
                empty();
                texts.forget();
                clock.set(NOON);
            } else {
                clock.set(clock.instant().plus(Duration.parse(what)));
            }
        }

        private void empty() {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                for (var table : TABLES) {
                    statement.executeUpdate("delete from " + table);
                }
                statement.executeUpdate("update instance set sequence = 0");
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
