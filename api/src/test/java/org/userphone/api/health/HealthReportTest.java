package org.userphone.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.junit.jupiter.api.Test;

class HealthReportTest {

    private static final HealthCheck LATE =
            () -> HealthReport.answer("outbox", true, Map.of("late", true));
    private static final HealthCheck GOOD =
            () ->
                    HealthReport.answer(
                            "database", true, Map.of("connections", 3L, "version", "17.5"));
    private static final HealthCheck BAD = () -> HealthReport.answer("alive", false, Map.of());

    /** What MicroProfile Health throws where it has an API and no implementation. */
    private static final class Broken implements HealthCheck {

        @Override
        public org.eclipse.microprofile.health.HealthCheckResponse call() {
            throw new IllegalStateException("No HealthCheckResponseProvider");
        }
    }

    @Test
    void itIsUpIfAllChecksAreAndListsThemByName() {
        var report = HealthReport.of(Stream.of(LATE, GOOD));

        assertThat(report.isUp()).isTrue();
        assertThat(report.toJson().getJsonArray("checks"))
                .extracting(check -> check.asJsonObject().getString("name"))
                .containsExactly("database", "outbox");
        assertThat(report.toJson().getJsonArray("checks").getJsonObject(0).get("data"))
                .hasToString("{\"connections\":3,\"version\":\"17.5\"}");
    }

    @Test
    void itHasTheShapeOfMicroProfileHealth() {
        assertThat(HealthReport.of(Stream.of(LATE, BAD)).toJson())
                .hasToString(
                        "{\"status\":\"DOWN\",\"checks\":["
                                + "{\"name\":\"alive\",\"status\":\"DOWN\"},"
                                + "{\"name\":\"outbox\",\"status\":\"UP\",\"data\":{\"late\":true}}]}");
    }

    @Test
    void aCheckThatThrowsIsDownAndTheOthersAreAskedAllTheSame() {
        assertThat(HealthReport.of(Stream.of(new Broken(), LATE)).toJson())
                .hasToString(
                        "{\"status\":\"DOWN\",\"checks\":["
                                + "{\"name\":\"Broken\",\"status\":\"DOWN\"},"
                                + "{\"name\":\"outbox\",\"status\":\"UP\",\"data\":{\"late\":true}}]}");
    }

    @Test
    void withoutAnyCheckItIsUp() {
        assertThat(HealthReport.of(Stream.empty()).toJson())
                .hasToString("{\"status\":\"UP\",\"checks\":[]}");
    }
}
