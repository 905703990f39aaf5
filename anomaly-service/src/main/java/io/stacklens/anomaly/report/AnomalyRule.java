package io.stacklens.anomaly.report;

import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.anomaly.series.Verdict;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.WindowMetrics;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides which windows are anomalies. The score alone would report the far end of what is usual, a
 * deviation alone every spike of a series that has many; both together are rare in a usual series.
 */
@Component
public class AnomalyRule {

    private static final double CRITICAL = 0.8;
    private static final double WARNING = 0.7;

    private final ReportProperties settings;
    private final Clock clock;

    AnomalyRule(ReportProperties settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What there is to report of a window, if anything. */
    public Optional<Anomaly> anomalyIn(WindowMetrics window, SeriesModel model) {
        Verdict verdict = model.judge(window);
        boolean isAnomaly =
                verdict.score() >= settings.minScore()
                        && verdict.deviation() >= settings.minDeviation()
                        && Math.max((double) window.eventCount(), verdict.expectedEvents())
                                >= settings.minEvents();
        return isAnomaly ? Optional.of(anomaly(window, model, verdict)) : Optional.empty();
    }

    private Anomaly anomaly(WindowMetrics window, SeriesModel model, Verdict verdict) {
        return new Anomaly(
                id(window, model.detectorName()),
                window.service(),
                window.route(),
                model.detectorName(),
                window.windowStart(),
                window.windowEnd(),
                clock.instant(),
                verdict.score(),
                severity(verdict.score()),
                model.reasons(window),
                List.of());
    }

    /** The same for every score of a window, so that a later one replaces an earlier one. */
    private static String id(WindowMetrics window, String detector) {
        String name = window.key() + "|" + detector;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static AlertSeverity severity(double score) {
        if (score >= CRITICAL) {
            return AlertSeverity.CRITICAL;
        }
        return score >= WARNING ? AlertSeverity.WARNING : AlertSeverity.INFO;
    }
}
