package org.userphone.sms.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * OpenTelemetry as the settings {@code userphone.otel.*} want it. Their names, behind the prefix,
 * and their meaning are those of MicroProfile Telemetry and of OpenTelemetry's environment
 * variables; a server's own MicroProfile Telemetry reads those without the prefix.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">
 *     the variables</a>
 */
final class OtelSettings {

    /** Long enough for any id of ours, and for the name of a class. */
    private static final int MAX_ATTRIBUTE_LENGTH = 256;

    private final Settings settings;

    OtelSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * Whether nothing is recorded.
     *
     * @throws StartRefused if the setting is neither true nor false
     */
    boolean isDisabled() {
        return settings.read(
                "userphone.otel.sdk.disabled",
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException("it is true or false");
                        });
    }

    /**
     * What makes spans and exports them. Whoever ends a span waits for nobody: it goes into a queue
     * of a fixed size, and is dropped if the queue is full.
     *
     * @throws StartRefused if a setting is wrong
     */
    SdkTracerProvider provider() {
        return SdkTracerProvider.builder()
                .setResource(resource())
                .setSampler(sampler())
                .setSpanLimits(
                        SpanLimits.builder()
                                .setMaxAttributeValueLength(MAX_ATTRIBUTE_LENGTH)
                                .build())
                .addSpanProcessor(queue(exporter()))
                .build();
    }

    private Resource resource() {
        var attributes = Attributes.builder();
        settings.find("userphone.otel.resource.attributes", OtelSettings::pairs)
                .orElse(Map.of())
                .forEach(attributes::put);
        attributes.put(
                "service.name", settings.read("userphone.otel.service.name", Function.identity()));
        var version = OtelSettings.class.getPackage().getImplementationVersion();
        if (version != null) { // in a jar
            attributes.put("service.version", version);
        }
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    private Sampler sampler() {
        var share =
                settings.read(
                        "userphone.otel.traces.sampler.arg",
                        text -> Sampler.traceIdRatioBased(Double.parseDouble(text)));
        return settings.read(
                "userphone.otel.traces.sampler",
                text ->
                        switch (text) {
                            case "always_on" -> Sampler.alwaysOn();
                            case "always_off" -> Sampler.alwaysOff();
                            case "traceidratio" -> share;
                            case "parentbased_always_on" -> Sampler.parentBased(Sampler.alwaysOn());
                            case "parentbased_always_off" ->
                                    Sampler.parentBased(Sampler.alwaysOff());
                            case "parentbased_traceidratio" -> Sampler.parentBased(share);
                            default ->
                                    throw new IllegalArgumentException(
                                            "it is always_on, always_off or traceidratio, or one of"
                                                    + " them after parentbased_");
                        });
    }

    private SpanExporter exporter() {
        settings.read(
                "userphone.otel.exporter.otlp.protocol",
                OtelSettings::protocol); // the only one, so that nobody expects another
        var endpoint =
                settings.read("userphone.otel.exporter.otlp.endpoint", OtelSettings::endpoint);
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint + "/v1/traces")
                        .setTimeout(millis("userphone.otel.exporter.otlp.timeout"));
        settings.find("userphone.otel.exporter.otlp.headers", OtelSettings::pairs)
                .orElse(Map.of())
                .forEach(exporter::addHeader);
        return new TellingExporter(
                exporter.build(),
                URI.create(endpoint).getAuthority(),
                System.getLogger(TellingExporter.class.getName()),
                System::nanoTime);
    }

    private SpanProcessor queue(SpanExporter exporter) {
        int size = number("userphone.otel.bsp.max.queue.size");
        return BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(size)
                .setMaxExportBatchSize(
                        Math.min(size, number("userphone.otel.bsp.max.export.batch.size")))
                .setScheduleDelay(millis("userphone.otel.bsp.schedule.delay"))
                .setExporterTimeout(millis("userphone.otel.bsp.export.timeout"))
                .build();
    }

    private static String protocol(String text) {
        if (!text.equals("http/protobuf")) {
            throw new IllegalArgumentException("it is http/protobuf");
        }
        return text;
    }

    /** The URL without a slash at its end. */
    private static String endpoint(String text) {
        var url = URI.create(text);
        if (!String.valueOf(url.getScheme()).matches("https?")
                || url.getHost() == null
                || url.getUserInfo() != null) {
            throw new IllegalArgumentException("it is the URL of a collector, http or https");
        }
        return text.replaceFirst("/+$", "");
    }

    private Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    private int number(String key) {
        ToIntFunction<String> positive =
                text -> {
                    int number = Integer.parseInt(text);
                    if (number < 1) {
                        throw new IllegalArgumentException("it is 1 or more");
                    }
                    return number;
                };
        return settings.read(key, positive::applyAsInt);
    }

    /**
     * Pairs as W3C Baggage has them: {@code key=value,key=value}, with percent-encoded values. The
     * exception does not show them, because headers hold credentials.
     */
    private static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : text.split(",")) {
            var parts = pair.strip().split("=", 2);
            if (parts.length < 2 || !parts[0].matches("[\\w.-]+")) {
                throw new IllegalArgumentException("it is a list of key=value");
            }
            pairs.put(
                    parts[0],
                    URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return pairs;
    }
}
