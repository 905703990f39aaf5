package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowDelta;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides when episodes begin and end. A series is looked at when one of its buckets has changed;
 * all of them when the wall clock enters another bucket or the rules have changed; those whose
 * episode waits for time to pass at every {@linkplain #sweep sweep}. Knows nothing of Kafka.
 */
final class Evaluator {

    private final RuleBuckets buckets;
    private final RecentTemplates templates;
    private final Episodes episodes;
    private final Observer observer;
    private final Supplier<Optional<List<Rule>>> rules;
    private final AnomalyAlerts anomalies;
    private final Set<Series> changed = new HashSet<>();

    private List<Rule> lastRules = List.of();
    private long lastSpan = -1;

    Evaluator(
            RuleBuckets buckets,
            RecentTemplates templates,
            Episodes episodes,
            Observer observer,
            Supplier<Optional<List<Rule>>> rules,
            AnomalyAlerts anomalies) {
        this.buckets = buckets;
        this.templates = templates;
        this.episodes = episodes;
        this.observer = observer;
        this.rules = rules;
        this.anomalies = anomalies;
    }

    /** Takes what a service has gained; the series that changed are looked at next. */
    void merge(WindowDelta delta, long now) {
        for (SeriesDelta gain : delta.series()) {
            if (gain.route() == null || isWanted(new Series(delta.service(), gain.route()))) {
                changed.add(buckets.merge(delta.service(), gain, now));
            }
        }
        templates.add(delta.service(), delta.templates(), now);
    }

    /** Looks at the series that changed since the last look. */
    void lookAtChanges(long now) {
        List<Rule> inForce = rules.get().orElse(List.of());
        if (!inForce.isEmpty()) {
            changed.forEach(series -> look(inForce, series, now));
        }
        changed.clear();
    }

    /** Looks at whatever time alone can change. */
    void sweep(long now) {
        Optional<List<Rule>> inForce = rules.get();
        if (inForce.isPresent()) {
            // Twice in a bucket: when it begins, and when the lines of the one before have arrived.
            long span = (now - 2_000) / 1000 / Bucket.SECONDS * 2 + (isYoung(now) ? 1 : 0);
            boolean all = span != lastSpan || !inForce.get().equals(lastRules);
            lastSpan = span;
            lastRules = inForce.get();
            if (all) {
                buckets.all().forEach(series -> look(lastRules, series, now));
            }
            episodes.all().forEach(episode -> sweep(episode, all, now));
        }
        anomalies.sweep(Instant.ofEpochMilli(now));
    }

    void command(AlertCommand command, long now) {
        Trigger trigger =
                switch (command.action()) {
                    case ACKNOWLEDGE -> Trigger.ACKNOWLEDGE;
                    case RESOLVE -> Trigger.RESOLVE;
                };
        episodes.withId(command.alertId())
                .ifPresent(
                        episode ->
                                episodes.change(
                                        episode,
                                        Finding.of(trigger),
                                        command.by(),
                                        Instant.ofEpochMilli(now)));
    }

    void anomaly(Anomaly anomaly, long now) {
        anomalies.found(anomaly, Instant.ofEpochMilli(now));
    }

    private void look(List<Rule> inForce, Series series, long now) {
        for (Rule rule : inForce) {
            if (rule.appliesTo(series)) {
                look(rule, series, now);
            }
        }
    }

    private void look(Rule rule, Series series, long now) {
        Subject subject = Subject.of(rule, series);
        Episode episode = episodes.of(subject.fingerprint()).orElse(null);
        Finding finding = observer.look(rule, series, episode != null, now);
        Instant at = Instant.ofEpochMilli(now);
        Trigger timed = timed(rule.row(), finding.trigger(), episode, at);
        episodes.found(subject, finding.with(timed), at);
    }

    /** Turns what holds into what has held for as long as the rule asks. */
    private Trigger timed(AlertRule rule, Trigger trigger, @Nullable Episode episode, Instant now) {
        return switch (trigger) {
            case BREACH -> {
                noteClear(episode, null);
                Instant since = episode == null ? null : episode.alert().pendingSince();
                boolean held =
                        !now.isBefore((since == null ? now : since).plusSeconds(rule.forSeconds()));
                yield held ? Trigger.BREACH_HELD : Trigger.BREACH;
            }
            case CLEAR -> {
                Instant noted = episode == null ? null : episode.clearSince();
                Instant since = noted == null ? now : noted;
                boolean held = !now.isBefore(since.plusSeconds(rule.keepFiringForSeconds()));
                if (!held) {
                    noteClear(episode, since);
                }
                yield held ? Trigger.CLEAR_HELD : Trigger.CLEAR;
            }
            case BETWEEN -> {
                noteClear(episode, null);
                yield trigger;
            }
            default -> trigger;
        };
    }

    private void noteClear(@Nullable Episode episode, @Nullable Instant since) {
        if (episode != null && !Objects.equals(episode.clearSince(), since)) {
            episodes.setClearSince(episode, since);
        }
    }

    private void sweep(Episode episode, boolean all, long now) {
        Long ruleId = episode.alert().ruleId();
        if (ruleId == null) {
            return;
        }
        Series series = new Series(episode.alert().service(), episode.alert().route());
        Optional<Rule> rule =
                lastRules.stream().filter(r -> r.id() == ruleId && r.appliesTo(series)).findFirst();
        boolean waits = episode.state() == EpisodeState.PENDING || episode.clearSince() != null;
        if (rule.isEmpty()) {
            episodes.change(
                    episode, Finding.of(Trigger.RULE_GONE), null, Instant.ofEpochMilli(now));
        } else if (all || waits) {
            look(rule.get(), series, now);
        }
    }

    private boolean isWanted(Series route) {
        return rules.get().orElse(List.of()).stream().anyMatch(rule -> rule.appliesTo(route));
    }

    private static boolean isYoung(long now) {
        return now / 1000 % Bucket.SECONDS < 2;
    }
}
