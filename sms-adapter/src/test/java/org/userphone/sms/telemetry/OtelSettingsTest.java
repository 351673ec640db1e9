package org.userphone.sms.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.StartRefused;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.settings.Settings;

class OtelSettingsTest {

    @Test
    void tracesAreOffUnlessSomebodyTurnsThemOn() {
        assertThat(otel(Map.of()).isDisabled()).isTrue();
        assertThat(new TracingProducer(settings(Map.of())).tracing()).isSameAs(Tracing.OFF);
        assertThat(otel(Map.of("userphone.otel.sdk.disabled", "false")).isDisabled()).isFalse();
    }

    @Test
    void nobodyReadsTheOthersWhileTheyAreOff() {
        var wrong = settings(Map.of("userphone.otel.exporter.otlp.endpoint", "nowhere"));

        assertThat(new TracingProducer(wrong).tracing()).isSameAs(Tracing.OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.otel.sdk.disabled, yes",
        "userphone.otel.exporter.otlp.endpoint, collector:4317",
        "userphone.otel.exporter.otlp.endpoint, ftp://collector",
        "userphone.otel.exporter.otlp.endpoint, http://user:secret@collector",
        "userphone.otel.exporter.otlp.protocol, grpc",
        "userphone.otel.exporter.otlp.headers, secret",
        "userphone.otel.exporter.otlp.timeout, 0",
        "userphone.otel.resource.attributes, a b=c",
        "userphone.otel.traces.sampler, sometimes",
        "userphone.otel.traces.sampler.arg, 1.5",
        "userphone.otel.traces.sampler.arg, much",
        "userphone.otel.bsp.schedule.delay, PT5S",
        "userphone.otel.bsp.max.queue.size, -1"
    })
    void aWrongOneStopsTheStartByItsNameAndShowsNoSecret(String key, String value) {
        var configured = new HashMap<>(Map.of("userphone.otel.sdk.disabled", "false"));
        configured.put(key, value);

        assertThatThrownBy(() -> new TracingProducer(settings(configured)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(key)
                .hasMessageNotContaining("secret");
    }

    @Test
    void spansAreExportedWithWhatIsSaidOfTheProgram() {
        try (var collector = new Collector();
                var provider =
                        otel(on(
                                        collector,
                                        Map.of(
                                                "userphone.otel.service.name", "phones",
                                                "userphone.otel.resource.attributes",
                                                        "deployment.environment.name=a%20test",
                                                "userphone.otel.exporter.otlp.headers",
                                                        "authorization=Basic%20abc")))
                                .provider()) {
            span(new OtelTracing(provider.get("test")));
            await(() -> collector.spans().size() == 1);

            assertThat(collector.text()).contains("phones", "a test");
            assertThat(collector.headers()).containsEntry("authorization", "Basic abc");
        }
    }

    @Test
    void aShareOfTheTracesIsRecorded() {
        try (var collector = new Collector();
                var provider =
                        otel(on(
                                        collector,
                                        Map.of(
                                                "userphone.otel.traces.sampler",
                                                "parentbased_traceidratio",
                                                "userphone.otel.traces.sampler.arg",
                                                "0.0")))
                                .provider()) {
            try (var span =
                    new OtelTracing(provider.get("test"))
                            .begin(Kind.SERVER, "call", TraceContext.NONE)) {
                assertThat(span.isRecorded()).isFalse();
            }
        }
    }

    /** An attack on whoever makes spans: a million of them, and nobody who takes them. */
    @Test
    @Timeout(120)
    void aCollectorThatHangsHoldsNobodyAndTakesNoMemory() {
        try (var collector = new Collector();
                var provider = otel(on(collector, Map.of())).provider()) {
            collector.hang();
            var tracing = new OtelTracing(provider.get("test"));
            long before = used();

            for (int i = 0; i < 1_000_000; i++) {
                span(tracing);
            }

            assertThat(used() - before).isLessThan(32 << 20);
            assertThat(collector.spans()).isEmpty();
            collector.goOn();
            provider.shutdown().join(1, SECONDS);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void span(Tracing tracing) {
        tracing.begin(Kind.SERVER, "call", TraceContext.NONE).set("rpc.method", "GetMe").close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Map<String, String> on(Collector collector, Map<String, String> more) {
        var configured = new HashMap<>(more);
        configured.put("userphone.otel.sdk.disabled", "false");
        configured.put("userphone.otel.exporter.otlp.endpoint", collector.endpoint() + "/");
        configured.put("userphone.otel.bsp.schedule.delay", "10");
        return configured;
    }

    private static OtelSettings otel(Map<String, String> configured) {
        return new OtelSettings(settings(configured));
    }

    private static Settings settings(Map<String, String> configured) {
        var defaults = Settings.class.getResource("/META-INF/microprofile-config.properties");
        try {
            return new Settings(
                    new SmallRyeConfigBuilder()
                            .withSources(
                                    new PropertiesConfigSource(configured, "test", 200),
                                    new PropertiesConfigSource(defaults, 100))
                            .build());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
