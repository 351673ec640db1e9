package org.userphone.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryProducerTest {

    @Test
    void everyApplicationStartsWithARegistryOfItsOwn() {
        var first = new RegistryProducer().registry();
        var second = new RegistryProducer().registry();
        new CallDurations(first);
        new CallDurations(second);

        assertThat(names(second)).isEqualTo(names(first)).contains("jvm_memory_used_bytes");
        assertThat(names(PrometheusRegistry.defaultRegistry)).isEmpty();
    }

    private static List<String> names(PrometheusRegistry registry) {
        return registry.scrape().stream().map(metric -> metric.getMetadata().getName()).toList();
    }
}
