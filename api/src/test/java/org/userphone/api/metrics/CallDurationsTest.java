package org.userphone.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallDurationsTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CallDurations durations = new CallDurations(registry);

    @Test
    void callsAreCountedByTheirNameInTheContractAndTheirCode() throws IOException {
        add("json", Code.OK, Duration.ofMillis(3));
        add("json", Code.OK, Duration.ofMillis(7));
        add("grpc", Code.NOT_FOUND, Duration.ofNanos(1500));

        assertThat(text())
                .contains(
                        "userphone_calls_seconds_count{code=\"OK\",form=\"json\",rpc=\"SetPhone\"} 2\n",
                        "userphone_calls_seconds_sum{code=\"OK\",form=\"json\",rpc=\"SetPhone\"} 0.01\n",
                        "_sum{code=\"NOT_FOUND\",form=\"grpc\",rpc=\"SetPhone\"} 1.5E-6\n");
    }

    @Test
    void eachBucketCountsTheCallsThatTookNoLonger() throws IOException {
        add("json", Code.OK, Duration.ofMillis(1));
        add("json", Code.OK, Duration.ofMillis(10).plusNanos(1));
        add("json", Code.OK, Duration.ofMinutes(1));

        assertThat(text())
                .contains(bucket("0.001", 1), bucket("0.01", 1), bucket("0.025", 2))
                .contains(bucket("10.0", 2), bucket("+Inf", 3));
    }

    private static String bucket(String bound, int count) {
        return "_bucket{code=\"OK\",form=\"json\",rpc=\"SetPhone\",le=\"%s\"} %d\n"
                .formatted(bound, count);
    }

    private void add(String form, Code code, Duration duration) {
        durations.add("SetPhone", code, form, duration.toNanos());
    }

    private String text() throws IOException {
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
