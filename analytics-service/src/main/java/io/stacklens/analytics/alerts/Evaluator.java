package io.stacklens.analytics.alerts;

import static io.stacklens.model.alert.RuleKind.ABSENCE;
import static io.stacklens.model.alert.RuleKind.ANOMALY;
import static io.stacklens.model.alert.RuleKind.BURN_RATE;
import static io.stacklens.model.alert.RuleKind.COMPOSITE;
import static io.stacklens.model.alert.RuleKind.LOG_MATCH;
import static io.stacklens.model.alert.RuleKind.TEMPLATE;
import static io.stacklens.model.alert.RuleKind.THRESHOLD;

import static java.util.Objects.requireNonNull;

import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.Bucket;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Decides when episodes begin and end. A series is looked at when one of its buckets has changed;
 * all of them when the wall clock enters another bucket or the rules have changed; those whose
 * episode waits for time to pass, and silence, at every {@linkplain #sweep sweep}. Knows nothing of
 * Kafka.
 */
final class Evaluator {

    private final Map<RuleKind, Watcher> watchers;
    private final Episodes episodes;
    private final AnomalyAlerts anomalies;
    private final Duration calm;
    private final Supplier<Optional<List<Rule>>> rules;

    private Consumer<AlertEngine.Look> looks = _ -> {};
    private RuleSet inForce = RuleSet.NONE;
    private boolean haveRules;
    private boolean areRulesNew;
    private long lastSpan = -1;

    /**
     * Makes one.
     *
     * @param watchers of every kind but anomalies
     * @param calm how long a flapping condition has to have ended
     */
    Evaluator(
            Map<RuleKind, Watcher> watchers,
            Episodes episodes,
            AnomalyAlerts anomalies,
            Duration calm,
            Supplier<Optional<List<Rule>>> rules) {
        this.watchers = watchers;
        this.episodes = episodes;
        this.anomalies = anomalies;
        this.calm = calm;
        this.rules = rules;
    }

    /** Tells somebody of every look. */
    void watch(Consumer<AlertEngine.Look> watching) {
        looks = watching;
    }

    /** The rules as of now. */
    RuleSet inForce() {
        Optional<List<Rule>> latest = rules.get();
        List<Rule> rows = latest.orElse(List.of());
        if (latest.isPresent() != haveRules || !rows.equals(inForce.all())) {
            inForce = new RuleSet(rows);
            haveRules = latest.isPresent();
            lastSpan = -1;
            areRulesNew = true;
        }
        return inForce;
    }

    /** Looks at the series that changed, and at the services that wrote something new. */
    void lookAtChanges(Set<Series> changed, Set<String> withNews, long now) {
        RuleSet current = inForce();
        for (Rule rule : current.of(THRESHOLD, LOG_MATCH)) {
            for (Series series : changed) {
                if (rule.appliesTo(series)) {
                    look(rule, series, now);
                }
            }
        }
        for (Rule rule : withNews.isEmpty() ? List.<Rule>of() : current.of(TEMPLATE)) {
            for (Series series : series(rule, now)) {
                if (withNews.contains(series.service())) {
                    look(rule, series, now);
                }
            }
        }
        lookAtRules(now);
    }

    /** Looks at whatever time alone can change. */
    void sweep(long now) {
        RuleSet current = inForce();
        if (haveRules) {
            // Twice in a bucket: when it begins, and when the lines of the one before have arrived.
            long span = (now - 2_000) / 1000 / Bucket.SECONDS * 2 + (isYoung(now) ? 1 : 0);
            boolean all = span != lastSpan;
            lastSpan = span;
            if (all) {
                lookAtAll(current.of(THRESHOLD, LOG_MATCH, TEMPLATE, BURN_RATE), now);
            }
            lookAtAll(current.of(ABSENCE), now);
            episodes.all().forEach(episode -> sweep(episode, all, now));
            lookAtRules(now);
        }
        anomalies.sweep(current.all(), Instant.ofEpochMilli(now));
        episodes.askSilencer(Instant.ofEpochMilli(now));
    }

    /** Whether something waits for time to pass, and not just for the next bucket. */
    boolean waits() {
        return !inForce.of(ABSENCE).isEmpty() || episodes.all().stream().anyMatch(Evaluator::waits);
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
        anomalies.found(anomaly, inForce().all(), Instant.ofEpochMilli(now));
    }

    private void lookAtAll(List<Rule> some, long now) {
        for (Rule rule : some) {
            for (Series series : series(rule, now)) {
                look(rule, series, now);
            }
        }
    }

    /** Rules about rules, as soon as these have found something. */
    private void lookAtRules(long now) {
        List<Rule> composites = inForce.of(COMPOSITE);
        if (!composites.isEmpty() && (episodes.haveChanged() || areRulesNew)) {
            areRulesNew = false;
            lookAtAll(composites, now);
        }
    }

    private Collection<Series> series(Rule rule, long now) {
        return watcher(rule).series(rule, now);
    }

    private Watcher watcher(Rule rule) {
        return requireNonNull(watchers.get(rule.row().kind()));
    }

    private void look(Rule rule, Series series, long now) {
        Subject subject = Subject.of(rule, series);
        String fingerprint = subject.fingerprint();
        Episode episode = episodes.of(fingerprint).orElse(null);
        Finding finding = watcher(rule).look(rule, series, episode != null, now);
        Instant at = Instant.ofEpochMilli(now);
        Trigger timed = timed(rule, finding.trigger(), episode, at);
        episodes.found(subject, finding.with(timed), at);
        looks.accept(
                new AlertEngine.Look(
                        rule.id(),
                        series.service(),
                        series.route(),
                        at,
                        finding.value(),
                        episodes.of(fingerprint).map(e -> e.state().label()).orElse("ok")));
    }

    /** Turns what holds into what has held for as long as the rule asks. */
    private Trigger timed(Rule rule, Trigger trigger, @Nullable Episode episode, Instant now) {
        return switch (trigger) {
            case BREACH -> {
                noteClear(episode, null);
                Instant since = episode == null ? null : episode.alert().pendingSince();
                boolean held =
                        !now.isBefore(
                                (since == null ? now : since).plusSeconds(rule.row().forSeconds()));
                yield held ? Trigger.BREACH_HELD : Trigger.BREACH;
            }
            case CLEAR -> {
                Instant noted = episode == null ? null : episode.clearSince();
                Instant since = noted == null ? now : noted;
                boolean held = !now.isBefore(since.plus(keepFiring(rule, episode)));
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

    private Duration keepFiring(Rule rule, @Nullable Episode episode) {
        Duration asked = Duration.ofSeconds(rule.row().keepFiringForSeconds());
        boolean flaps = episode != null && episode.alert().flapping();
        return flaps && calm.compareTo(asked) > 0 ? calm : asked;
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
        RuleKind kind = episode.alert().kind();
        Series series = episode.series();
        Optional<Rule> rule =
                inForce.all().stream()
                        .filter(r -> r.id() == ruleId && r.isOf(kind) && r.appliesTo(series))
                        .findFirst();
        if (rule.isEmpty()) {
            episodes.change(
                    episode, Finding.of(Trigger.RULE_GONE), null, Instant.ofEpochMilli(now));
        } else if (kind != ANOMALY && (all || waits(episode))) {
            look(rule.get(), series, now);
        }
    }

    private static boolean waits(Episode episode) {
        RuleKind kind = episode.alert().kind();
        return episode.state() == EpisodeState.PENDING
                || episode.clearSince() != null
                || kind == ABSENCE
                || kind == COMPOSITE
                || kind == ANOMALY;
    }

    private static boolean isYoung(long now) {
        return now / 1000 % Bucket.SECONDS < 2;
    }
}
