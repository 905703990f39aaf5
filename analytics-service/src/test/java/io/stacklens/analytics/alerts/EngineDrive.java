package io.stacklens.analytics.alerts;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.window.Bucket;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.SourceDelta;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An engine with a clock, driven through virtual time. */
final class EngineDrive {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Alert> said = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final AlertEngine engine;
    private Instant now = NOON;

    EngineDrive() {
        engine =
                AlertEngine.inVirtualTime(
                        NOON.minus(Duration.ofDays(1)), this::suppressing, said::add);
    }

    static EngineDrive with(AlertRule... rules) {
        EngineDrive drive = new EngineDrive();
        drive.engine.rules(Arrays.asList(rules));
        return drive;
    }

    AlertEngine engine() {
        return engine;
    }

    Instant now() {
        return now;
    }

    /** A silence for everything. */
    void silence(long id, Duration after, Duration length) {
        silences.add(new Silence(id, now.plus(after), now.plus(after).plus(length)));
    }

    void errors(String service, int count) {
        offer(service, events(count, Severity.ERROR), List.of(), List.of(), List.of());
    }

    void lines(String service, int count) {
        offer(service, events(count, Severity.INFO), List.of(), List.of(), List.of());
    }

    void linesOf(String service, String... hosts) {
        List<SourceDelta> sources =
                Arrays.stream(hosts).map(host -> new SourceDelta(host, 1)).toList();
        offer(service, events(hosts.length, Severity.INFO), List.of(), List.of(), sources);
    }

    void requests(String service, int good, int bad) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < good + bad; i++) {
            counted.add(Severity.INFO, i < good ? 200 : 503, i < good ? 20 : 900, 1);
        }
        offer(service, counted, List.of(), List.of(), List.of());
    }

    void matches(String service, String glob, String query, int count) {
        MatchDelta match =
                new MatchDelta(MatchDelta.key(glob, query), bucket(), count, List.of("line-1"));
        offer(service, events(count, Severity.INFO), List.of(), List.of(match), List.of());
    }

    void template(String service, String id, int count) {
        TemplateDelta template =
                new TemplateDelta(
                        id,
                        "text of " + id,
                        "",
                        now.getEpochSecond() / 60 * 60,
                        count,
                        0,
                        "sample",
                        0);
        offer(service, events(count, Severity.INFO), List.of(template), List.of(), List.of());
    }

    void command(Alert alert, AlertCommand.Action action) {
        engine.command(new AlertCommand(alert.id(), alert.service(), action, "ada", now), now);
    }

    /** Goes on in steps of half a second, or of five for long times. */
    void advance(Duration time) {
        Duration step =
                time.compareTo(Duration.ofMinutes(30)) > 0
                        ? Duration.ofSeconds(5)
                        : Duration.ofMillis(500);
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
            now = now.plus(step);
            engine.tick(now);
        }
    }

    /** What was said since the last time this was asked. */
    List<Alert> said() {
        List<Alert> all = List.copyOf(said);
        said.clear();
        return all;
    }

    private void offer(
            String service,
            WindowAggregate counted,
            List<TemplateDelta> templates,
            List<MatchDelta> matches,
            List<SourceDelta> sources) {
        SeriesDelta total = new SeriesDelta(null, bucket(), counted, List.of("line-1"));
        engine.offer(new WindowDelta(service, List.of(total), templates, matches, sources), now);
    }

    private long bucket() {
        return now.getEpochSecond() / Bucket.SECONDS * Bucket.SECONDS;
    }

    private Long suppressing(Alert alert, Instant at) {
        return silences.stream()
                .filter(one -> !at.isBefore(one.from()) && at.isBefore(one.to()))
                .map(Silence::id)
                .findFirst()
                .orElse(null);
    }

    private static WindowAggregate events(int count, Severity severity) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < count; i++) {
            counted.add(severity, 0, Double.NaN, 10);
        }
        return counted;
    }

    private record Silence(long id, Instant from, Instant to) {}
}
