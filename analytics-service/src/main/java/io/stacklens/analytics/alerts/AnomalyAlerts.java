package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Episodes of anomalies: one begins with a fresh anomaly of a set score and ends when none has come
 * for a while. An anomaly in windows of long ago, such as back-filled ones, raises no alert. Beside
 * the alerts that need no rule there are those of rules, with scores of their own.
 */
final class AnomalyAlerts {

    private final Episodes episodes;
    private final AnomalyAlertProperties settings;

    AnomalyAlerts(Episodes episodes, AnomalyAlertProperties settings) {
        this.episodes = episodes;
        this.settings = settings;
    }

    void found(Anomaly anomaly, List<Rule> rules, Instant now) {
        if (anomaly.windowEnd().isBefore(now.minus(settings.maxAge()))) {
            return;
        }
        if (anomaly.score() >= settings.minScore()) {
            found(Subject.of(anomaly, settings.minScore()), anomaly, now);
        }
        for (Rule rule : rules) {
            if (rule.isOf(RuleKind.ANOMALY)
                    && rule.appliesTo(Subject.seriesOf(anomaly))
                    && rule.condition().look(anomaly.score()) == Trigger.BREACH) {
                found(Subject.of(rule, Subject.seriesOf(anomaly)), anomaly, now);
            }
        }
    }

    private void found(Subject subject, Anomaly anomaly, Instant now) {
        Finding finding =
                new Finding(Trigger.BREACH_HELD, anomaly.score(), () -> evidence(anomaly));
        episodes.found(subject, finding, now);
        episodes.of(subject.fingerprint()).ifPresent(e -> episodes.setClearSince(e, now));
    }

    private static Evidence evidence(Anomaly anomaly) {
        return new Evidence(
                anomaly.samples(),
                List.of(),
                LogQueries.scope(Subject.seriesOf(anomaly)),
                anomaly.windowStart(),
                anomaly.windowEnd(),
                List.of());
    }

    /** Ends the episodes that no anomaly has come to for as long as set. */
    void sweep(List<Rule> rules, Instant now) {
        for (Episode episode : episodes.all()) {
            Alert alert = episode.alert();
            Instant last = episode.clearSince();
            if (alert.kind() == RuleKind.ANOMALY
                    && last != null
                    && !now.isBefore(last.plus(quietTime(alert, rules)))) {
                episodes.change(episode, Finding.of(Trigger.CLEAR_HELD), null, now);
            }
        }
    }

    private Duration quietTime(Alert alert, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> alert.ruleId() != null && rule.id() == alert.ruleId())
                .map(rule -> Duration.ofSeconds(rule.row().keepFiringForSeconds()))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(settings.resolveAfter());
    }
}
