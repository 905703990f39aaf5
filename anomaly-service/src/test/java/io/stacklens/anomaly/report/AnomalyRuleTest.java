package io.stacklens.anomaly.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.anomaly.series.SyntheticSeries;
import io.stacklens.anomaly.series.SyntheticSeries.Incident;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.WindowMetrics;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class AnomalyRuleTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-05T12:00:00Z"), ZoneOffset.UTC);

    private final SyntheticSeries series = new SyntheticSeries("shop", 9, 200, 0.01);
    private final SeriesModel model =
            SeriesModel.train(series.next(120), ForestSettings.withSeed(42));
    private final WindowMetrics outage = series.next(new Incident(1, 0.9, 6));

    @Test
    void reportsAnOutageWithAllThatThereIsToSay() {
        Anomaly anomaly = rule(0.6, 4, 20).anomalyIn(outage, model).orElseThrow();

        assertThat(anomaly.service()).isEqualTo("shop");
        assertThat(anomaly.route()).isNull();
        assertThat(anomaly.windowStart()).isEqualTo(outage.windowStart());
        assertThat(anomaly.windowEnd()).isEqualTo(outage.windowEnd());
        assertThat(anomaly.detectedAt()).isEqualTo(NOON.instant());
        assertThat(anomaly.severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(anomaly.reasons()).extracting(Anomaly.Reason::feature).contains("error_rate");
    }

    @Test
    void theSameWindowHasTheSameIdAndAnotherWindowAnother() {
        AnomalyRule rule = rule(0.6, 4, 20);
        String id = rule.anomalyIn(outage, model).orElseThrow().id();

        assertThat(rule.anomalyIn(outage, model).orElseThrow().id()).isEqualTo(id);
        WindowMetrics other = series.next(new Incident(1, 0.9, 6));
        assertThat(rule.anomalyIn(other, model).orElseThrow().id()).isNotEqualTo(id);
    }

    @Test
    void leavesAUsualWindowAlone() {
        assertThat(rule(0.6, 4, 20).anomalyIn(series.next(Incident.NONE), model)).isEmpty();
    }

    @Test
    void reportsOnlyWhenScoreDeviationAndEventsAllSuffice() {
        assertThat(rule(0.99, 4, 20).anomalyIn(outage, model)).isEmpty();
        assertThat(rule(0.6, 60, 20).anomalyIn(outage, model)).isEmpty();
        assertThat(rule(0.6, 4, 100_000).anomalyIn(outage, model)).isEmpty();
    }

    private static AnomalyRule rule(double minScore, double minDeviation, long minEvents) {
        return new AnomalyRule(new ReportProperties(minScore, minDeviation, minEvents), NOON);
    }
}
