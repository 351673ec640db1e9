package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.userphone.api.Version;

/** What operators and tools ask of the program, and get alike on every application server. */
final class Observability {

    private Observability() {}

    static void assertOpenApiIsServed(Wire wire) {
        var yaml = wire.get("/openapi", null);
        assertThat(type(yaml)).isEqualTo("application/yaml");
        assertThat(yaml.body()).contains("openapi: 3.0.3\n", "- url: /\n");

        var json = wire.send(wire.request("/openapi", null).header("Accept", "application/json"));
        assertThat(type(json)).isEqualTo("application/json");
        assertThat(Wire.json(json).getJsonObject("info").getString("version"))
                .isEqualTo(Version.current());
        assertThat(wire.get("/openapi?format=JSON", null).body()).isEqualTo(json.body());

        var tag = json.headers().firstValue("ETag").orElseThrow();
        var known =
                wire.send(wire.request("/openapi?format=json", null).header("If-None-Match", tag));
        assertThat(known.statusCode()).isEqualTo(304);
        assertReadOnly(wire, "/openapi");
    }

    static void assertHealthIsServed(Wire wire) {
        var all = wire.get("/health", null);
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(type(all)).isEqualTo("application/json");
        assertThat(all.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(checks(all))
                .containsExactly("alive", "database", "outbox", "started", "staying");

        assertThat(checks(wire.get("/health/live", null))).containsExactly("alive");
        assertThat(checks(wire.get("/health/started", null))).containsExactly("started");
        var ready = wire.get("/health/ready", null);
        assertThat(checks(ready)).containsExactly("database", "outbox", "staying");
        assertThat(ready.body()).contains("\"late\":false");
        assertReadOnly(wire, "/health/ready");
    }

    /**
     * @param token of a caller that may read users
     */
    static void assertMetricsAreServed(Wire wire, String token) {
        wire.get("/v2/users/nobody", token);

        var text = wire.get("/metrics", null);
        assertThat(type(text)).startsWith("text/plain; version=0.0.4");
        assertThat(text.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(text.body())
                .contains(
                        "# TYPE userphone_calls_seconds histogram",
                        "userphone_calls_seconds_count{code=\"NOT_FOUND\",form=\"json\",rpc=\"GetUserByID\"}",
                        "userphone_outbox_messages ",
                        "userphone_database_connections{state=\"used\"} ",
                        "userphone_database_waiting 0.0",
                        "userphone_refusals_total{code=\"NOT_FOUND\",id=",
                        "userphone_calls_at_work 0.0",
                        "userphone_outbox_age_seconds ",
                        "jvm_memory_used_bytes{area=\"heap\"}",
                        "jvm_gc_collection_seconds_count{",
                        "jvm_threads_current ",
                        "process_start_time_seconds ",
                        "process_open_fds ");

        var open =
                wire.send(
                        wire.request("/metrics", null)
                                .header("Accept", "application/openmetrics-text;version=1.0.0"));
        assertThat(type(open)).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body()).endsWith("# EOF\n");
        assertReadOnly(wire, "/metrics");
    }

    private static void assertReadOnly(Wire wire, String path) {
        var head = wire.send(wire.request(path, null).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (var method : List.of("POST", "OPTIONS")) {
            var refused =
                    wire.send(wire.request(path, null).method(method, BodyPublishers.noBody()));
            assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
            assertThat(Wire.json(refused).getInt("code")).isEqualTo(12);
        }
    }

    private static List<String> checks(HttpResponse<String> answer) {
        return Wire.json(answer).getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .map(check -> check.getString("name"))
                .toList();
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }
}
