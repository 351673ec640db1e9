package org.userphone.api.health;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/**
 * What some health checks answered, as MicroProfile Health reports it.
 *
 * @param checks by their names
 */
public record HealthReport(List<HealthCheckResponse> checks) {

    private static final Logger LOG = System.getLogger(HealthReport.class.getName());
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Asks all of them. One that throws is DOWN under the name of its class. */
    public static HealthReport of(Stream<HealthCheck> checks) {
        return new HealthReport(
                checks.map(HealthReport::ask)
                        .sorted(Comparator.comparing(HealthCheckResponse::getName))
                        .toList());
    }

    private static HealthCheckResponse ask(HealthCheck check) {
        try {
            return check.call();
        } catch (RuntimeException e) { // says nothing of the other checks
            var name = check.getClass().getSimpleName();
            LOG.log(Level.DEBUG, "The health check " + name + " failed.", e);
            return answer(name, false, Map.of());
        }
    }

    /**
     * The answer of one check. MicroProfile's own builder of answers needs an implementation of
     * MicroProfile Health, which not every server has.
     *
     * @param data texts, numbers and truth values, which are shown in the order of their names
     */
    public static HealthCheckResponse answer(String name, boolean isUp, Map<String, Object> data) {
        return new HealthCheckResponse(
                name,
                isUp ? Status.UP : Status.DOWN,
                data.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(data)));
    }

    /** Whether all checks are up. */
    public boolean isUp() {
        return checks.stream().allMatch(check -> check.getStatus() == Status.UP);
    }

    /** The answer, as MicroProfile Health writes it. */
    public JsonObject toJson() {
        return JSON.createObjectBuilder()
                .add("status", (isUp() ? Status.UP : Status.DOWN).name())
                .add("checks", array())
                .build();
    }

    private JsonArrayBuilder array() {
        var array = JSON.createArrayBuilder();
        checks.forEach(check -> array.add(object(check)));
        return array;
    }

    private static JsonObjectBuilder object(HealthCheckResponse check) {
        var object =
                JSON.createObjectBuilder()
                        .add("name", check.getName())
                        .add("status", check.getStatus().name());
        check.getData().ifPresent(data -> object.add("data", JSON.createObjectBuilder(data)));
        return object;
    }
}
