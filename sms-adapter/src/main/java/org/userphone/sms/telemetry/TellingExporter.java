package org.userphone.sms.telemetry;

import static java.lang.System.Logger.Level.WARNING;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells of a collector that takes no spans: once a minute at most, in the words of the program. */
final class TellingExporter implements SpanExporter {

    /**
     * The logger of the library is kept, so that it stays silent: it says the same in many lines.
     */
    private static final Logger SILENT =
            Logger.getLogger(OpenTelemetry.class.getPackageName().replaceFirst("\\.api$", ""));

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    static {
        SILENT.setLevel(Level.OFF);
    }

    private final SpanExporter exporter;
    private final String collector;
    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong quietUntil;

    /**
     * @param collector its host and port, for the log
     */
    TellingExporter(
            SpanExporter exporter, String collector, System.Logger log, LongSupplier nanoTime) {
        this.exporter = exporter;
        this.collector = collector;
        this.log = log;
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        return result.whenComplete(
                () -> {
                    if (!result.isSuccess()) {
                        tell(result.getFailureThrowable());
                    }
                });
    }

    private void tell(Throwable failure) {
        long now = nanoTime.getAsLong();
        long end = quietUntil.get();
        if (now - end >= 0 && quietUntil.compareAndSet(end, now + MINUTE)) {
            log.log(
                    WARNING,
                    "The collector {0} takes no spans ({1}); they are dropped until it does.",
                    collector,
                    failure == null ? "no answer" : reason(failure));
        }
    }

    /** The classes say why, and a text of the collector's might say anything. */
    private static String reason(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure.getClass().getSimpleName() : reason(cause);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
