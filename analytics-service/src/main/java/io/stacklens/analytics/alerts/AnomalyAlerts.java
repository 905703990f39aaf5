package io.stacklens.analytics.alerts;

import io.stacklens.analytics.alerts.Finding.Evidence;
import io.stacklens.model.anomaly.Anomaly;

import java.time.Instant;
import java.util.List;

/**
 * Episodes of anomalies: one begins with a fresh anomaly of a set score and ends when none has come
 * for a while. An anomaly in windows of long ago, such as back-filled ones, raises no alert.
 */
final class AnomalyAlerts {

    private final Episodes episodes;
    private final AnomalyAlertProperties settings;

    AnomalyAlerts(Episodes episodes, AnomalyAlertProperties settings) {
        this.episodes = episodes;
        this.settings = settings;
    }

    void found(Anomaly anomaly, Instant now) {
        boolean fresh = !anomaly.windowEnd().isBefore(now.minus(settings.maxAge()));
        if (!fresh || anomaly.score() < settings.minScore()) {
            return;
        }
        Subject subject = Subject.of(anomaly, settings.minScore());
        Finding finding =
                new Finding(
                        Trigger.BREACH_HELD,
                        anomaly.score(),
                        () -> new Evidence(anomaly.samples(), List.of()));
        episodes.found(subject, finding, now);
        episodes.of(subject.fingerprint()).ifPresent(e -> episodes.setClearSince(e, now));
    }

    /** Ends the episodes that no anomaly has come to for as long as set. */
    void sweep(Instant now) {
        for (Episode episode : episodes.all()) {
            Instant last = episode.clearSince();
            if (episode.alert().ruleId() == null
                    && last != null
                    && !now.isBefore(last.plus(settings.resolveAfter()))) {
                episodes.change(episode, Finding.of(Trigger.CLEAR_HELD), null, now);
            }
        }
    }
}
