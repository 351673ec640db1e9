package org.userphone.sms.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class TellingExporterTest {

    private final List<String> told = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1; // where the scale of System.nanoTime turns over
    private CompletableResultCode result =
            CompletableResultCode.ofExceptionalFailure(
                    new IllegalStateException("a text", new ConnectException("another")));
    private final TellingExporter exporter =
            new TellingExporter(new Answering(), "collector:4318", new ToList(), () -> now);

    @Test
    void aCollectorThatTakesNothingIsToldOfOnceAMinute() {
        for (int i = 0; i < 61; i++) {
            exporter.export(List.of());
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .contains("collector:4318", "ConnectException")
                .doesNotContain("text");
    }

    @Test
    void nothingIsToldOfOneThatTakesAll() {
        result = CompletableResultCode.ofSuccess();

        exporter.export(List.of());

        assertThat(told).isEmpty();
    }

    private final class Answering implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return result;
        }

        @Override
        public CompletableResultCode shutdown() {
            return result;
        }
    }

    private final class ToList implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            told.add(text);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            told.add(java.text.MessageFormat.format(format, values));
        }
    }
}
