package io.stacklens.analytics.alerts;

import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.RuleExpression;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks at whether other rules hold for a service: a rule does that is firing or acknowledged for
 * the service, one of its routes, or one of its parts.
 */
final class RulesWatcher implements Watcher {

    private final Episodes episodes;

    RulesWatcher(Episodes episodes) {
        this.episodes = episodes;
    }

    @Override
    public Collection<Series> series(Rule rule, long now) {
        Set<Long> named = expression(rule).ruleIds();
        Set<String> services = new TreeSet<>();
        for (Episode episode : episodes.all()) {
            Alert alert = episode.alert();
            if (alert.ruleId() != null
                    && named.contains(alert.ruleId())
                    && rule.appliesTo(alert.service())) {
                services.add(alert.service());
            }
        }
        return services.stream().map(service -> new Series(service, null)).toList();
    }

    @Override
    public Finding look(Rule rule, Series series, boolean hasEpisode, long now) {
        List<Alert> active =
                episodes.all().stream()
                        .filter(episode -> episode.alert().service().equals(series.service()))
                        .filter(episode -> episode.alert().status().isActive())
                        .filter(episode -> episode.state().isOpen())
                        .map(Episode::alert)
                        .toList();
        RuleExpression expression = expression(rule);
        boolean holds = expression.holds(id -> active.stream().anyMatch(alert -> isOf(alert, id)));
        List<Alert> parts =
                active.stream()
                        .filter(
                                alert ->
                                        alert.ruleId() != null
                                                && expression.ruleIds().contains(alert.ruleId()))
                        .toList();
        return new Finding(
                holds ? Trigger.BREACH : Trigger.CLEAR,
                holds ? 1.0 : 0.0,
                1.0,
                () -> evidence(series, parts));
    }

    private static boolean isOf(Alert alert, long ruleId) {
        Long id = alert.ruleId();
        return id != null && id == ruleId;
    }

    /** All that the rules behind it have found. */
    private static Evidence evidence(Series series, List<Alert> parts) {
        Instant from = times(parts, Alert::windowStart).min(Instant::compareTo).orElse(null);
        Instant to = times(parts, Alert::windowEnd).max(Instant::compareTo).orElse(null);
        return new Evidence(
                texts(parts, Alert::samples),
                texts(parts, Alert::templates),
                LogQueries.scope(series),
                from,
                to,
                List.of());
    }

    private static List<String> texts(List<Alert> parts, Function<Alert, List<String>> texts) {
        return parts.stream()
                .flatMap(alert -> texts.apply(alert).stream())
                .distinct()
                .limit(5)
                .toList();
    }

    private static Stream<Instant> times(
            List<Alert> parts, Function<Alert, @org.jspecify.annotations.Nullable Instant> time) {
        return parts.stream().flatMap(alert -> Stream.ofNullable(time.apply(alert)));
    }

    private static RuleExpression expression(Rule rule) {
        return ((Watch.OfRules) rule.watch()).expression();
    }
}
