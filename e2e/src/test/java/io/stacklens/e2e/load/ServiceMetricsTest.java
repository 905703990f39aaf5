package io.stacklens.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.ServiceMetrics.Fates;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ServiceMetricsTest {

    private static final ServiceMetrics METRICS =
            new ServiceMetrics(
                    """
                    # TYPE stacklens_analytics_records_received_total counter
                    stacklens_analytics_records_received_total{service="analytics",stage="store"} 1.2E7
                    stacklens_analytics_records_forwarded_total{service="analytics",stage="store"} 1.1E7
                    stacklens_analytics_records_discarded_total{reason="a",stage="store"} 600000.0
                    stacklens_analytics_records_dead_lettered_total{reason="b",stage="store"} 400000.0
                    stacklens_analytics_records_received_total{stage="deltas"} 3.0
                    jvm_gc_pause_seconds_sum{action="minor"} 0.25
                    jvm_gc_pause_seconds_sum{action="major"} 0.5
                    jvm_gc_pause_seconds_max 9.0
                    """);

    @Test
    void addsUpTheFatesOfEachStage() {
        Map<String, Fates> fates = METRICS.fatesByStage();

        assertThat(fates)
                .containsExactly(
                        Map.entry("deltas", new Fates(3, 0)),
                        Map.entry("store", new Fates(12_000_000, 12_000_000)));
    }

    @Test
    void addsUpAMetricOverItsLabels() {
        assertThat(METRICS.sum("jvm_gc_pause_seconds_sum")).isEqualTo(0.75);
        assertThat(METRICS.sum("jvm_gc_pause_seconds")).isZero();
    }
}
