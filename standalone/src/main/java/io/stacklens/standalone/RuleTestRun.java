package io.stacklens.standalone;

import io.stacklens.analytics.alerts.AlertEngine;
import io.stacklens.analytics.alerts.Slo;
import io.stacklens.analytics.deltas.BatchDeltas;
import io.stacklens.analytics.silences.Silences;
import io.stacklens.dashboard.silences.SilenceCheck;
import io.stacklens.dashboard.silences.SilenceRequest;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.alert.Silence;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.parser.DryRun;
import io.stacklens.standalone.Arguments.UsageException;
import io.stacklens.standalone.RuleTest.Command;
import io.stacklens.standalone.RuleTest.Expectation;
import io.stacklens.standalone.RuleTest.Lines;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One test on a clock of its own: lines go through the parser, are counted, and are judged second
 * by second by the engine that judges the live ones. The chain before it takes no time here.
 */
final class RuleTestRun {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MOST_LINES = 500_000;

    private final RuleTest test;
    private final List<AlertRule> rules;
    private final List<Slo> slos;
    private final List<Alert> changes = new ArrayList<>();
    private final Map<String, Alert> latest = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    RuleTestRun(RuleTest test, RuleTestFile file) {
        this.test = test;
        this.rules = file.rules();
        this.slos = file.slos();
    }

    /** The messages that would have gone out, in order. */
    List<Alert> changes() {
        return changes;
    }

    /** What is not as expected, in sentences; nothing if all is. */
    List<String> failures() {
        return failures;
    }

    RuleTestRun run() {
        Instant start = test.startTime();
        NavigableMap<Instant, LogBatch> batches = batches();
        NavigableMap<Instant, List<Command>> commands = byTime(test.commands(), Command::at);
        NavigableMap<Instant, List<Expectation>> expected = byTime(test.expect(), Expectation::at);
        AlertEngine engine =
                AlertEngine.inVirtualTime(
                        start.minus(Duration.ofDays(1)), Silences.of(silences()), this::say);
        engine.rules(rules, slos);
        BatchDeltas deltas = new BatchDeltas(rules);
        Instant end = end(List.of(batches, commands, expected));
        Instant before = start.minus(STEP);
        for (Instant now = start; !now.isAfter(end); now = now.plus(STEP)) {
            for (LogBatch batch : batches.subMap(before, false, now, true).values()) {
                for (WindowDelta delta : deltas.of(batch)) {
                    engine.offer(delta, now);
                }
            }
            engine.tick(now);
            for (List<Command> some : commands.subMap(before, false, now, true).values()) {
                for (Command command : some) {
                    engine.command(command(command, now), now);
                }
            }
            expected.subMap(before, false, now, true).values().forEach(e -> e.forEach(this::check));
            before = now;
        }
        checkChanges();
        return this;
    }

    private void say(Alert alert) {
        changes.add(alert);
        latest.put(alert.fingerprint(), alert);
    }

    private List<Silence> silences() {
        List<Silence> silences = new ArrayList<>();
        for (SilenceRequest given :
                test.silences() == null ? List.<SilenceRequest>of() : test.silences()) {
            Silence silence = SilenceCheck.check(given, "test", test.startTime());
            silences.add(
                    new Silence(
                            silences.size() + 1L,
                            silence.kind(),
                            silence.matchers(),
                            silence.startsAt(),
                            silence.endsAt(),
                            silence.recurrence(),
                            silence.comment(),
                            silence.createdBy(),
                            silence.createdAt()));
        }
        return silences;
    }

    /** Until everything that is named has come. */
    private Instant end(List<NavigableMap<Instant, ?>> events) {
        Instant last =
                events.stream()
                        .filter(some -> !some.isEmpty())
                        .map(NavigableMap::lastKey)
                        .max(Comparator.naturalOrder())
                        .orElse(test.startTime());
        if (test.changes() == null) {
            return last;
        }
        Instant lastChange =
                test.changes().stream()
                        .filter(change -> change.at() != null)
                        .map(change -> test.time(change.at()))
                        .max(Comparator.naturalOrder())
                        .orElse(last);
        return lastChange.isAfter(last) ? lastChange : last;
    }

    private NavigableMap<Instant, LogBatch> batches() {
        NavigableMap<Instant, List<RawRecord>> raw = new TreeMap<>();
        int total = 0;
        for (Lines lines : test.lines() == null ? List.<Lines>of() : test.lines()) {
            List<String> texts = texts(lines);
            Instant first = test.time(lines.at());
            Duration every = lines.every() == null ? STEP : RuleTest.length(lines.every());
            int count = lines.count() == null ? 1 : lines.count();
            total += Math.max(0, count) * texts.size();
            if (count < 1 || total > MOST_LINES) {
                throw new UsageException(
                        "count: %d (expected: at least 1, and at most 500000 lines in all)"
                                .formatted(count));
            }
            for (int i = 0; i < count; i++) {
                Instant at = first.plus(every.multipliedBy(i));
                for (String text : texts) {
                    raw.computeIfAbsent(at, _ -> new ArrayList<>()).add(raw(text, lines, at));
                }
            }
        }
        List<LogBatch> parsed = DryRun.withUsualSettings().batches(List.copyOf(raw.values()));
        NavigableMap<Instant, LogBatch> batches = new TreeMap<>();
        int next = 0;
        for (Instant at : raw.keySet()) {
            batches.put(at, parsed.get(next++));
        }
        return batches;
    }

    private static List<String> texts(Lines lines) {
        if ((lines.line() == null) == (lines.lines() == null)) {
            throw new UsageException(
                    "lines at %s (expected: either line or lines)".formatted(lines.at()));
        }
        return lines.line() != null ? List.of(lines.line()) : Objects.requireNonNull(lines.lines());
    }

    private static RawRecord raw(String text, Lines lines, Instant at) {
        return new RawRecord(
                text.getBytes(StandardCharsets.UTF_8),
                EpochNanos.of(at),
                null,
                lines.host() == null ? "test-rules" : lines.host(),
                lines.service(),
                lines.host() == null ? Map.of() : Map.of("host", lines.host()),
                1);
    }

    private AlertCommand command(Command command, Instant now) {
        Alert alert =
                latest.values().stream()
                        .filter(a -> matches(a, command.rule(), command.service(), command.route()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "commands: at %s %s has no alert of %s"
                                                        .formatted(
                                                                command.at(),
                                                                command.rule(),
                                                                command.service())));
        if (command.action() == null) {
            throw new UsageException("commands: action (expected: acknowledge or resolve)");
        }
        return new AlertCommand(alert.id(), alert.service(), command.action(), "test", now);
    }

    private void check(Expectation expected) {
        String status = status(expected.status());
        checkRule(expected.rule());
        List<Alert> found =
                latest.values().stream()
                        .filter(
                                a ->
                                        matches(
                                                a,
                                                expected.rule(),
                                                expected.service(),
                                                expected.route()))
                        .toList();
        List<Alert> right = found.stream().filter(alert -> isAs(alert, expected)).toList();
        boolean none = status.equals("none");
        boolean isOpen = found.stream().anyMatch(a -> a.status() != AlertStatus.RESOLVED);
        if (none ? isOpen : right.isEmpty()) {
            failures.add(
                    "at %s %s%s is %s (expected: %s)"
                            .formatted(
                                    expected.at(),
                                    expected.rule(),
                                    expected.service() == null ? "" : " of " + expected.service(),
                                    found.isEmpty()
                                            ? "none"
                                            : found.stream()
                                                    .map(RuleTestRun::standing)
                                                    .sorted()
                                                    .distinct()
                                                    .toList(),
                                    wanted(expected)));
        }
    }

    private static boolean isAs(Alert alert, Expectation expected) {
        Double value = expected.value();
        return alert.status().label().equals(expected.status())
                && (expected.severity() == null || alert.severity() == expected.severity())
                && (expected.suppressed() == null
                        || expected.suppressed() == (alert.suppressedBy() != null))
                && (value == null || isAbout(value, alert.value()));
    }

    /** Quantiles are known to one percent. */
    private static boolean isAbout(double expected, @Nullable Double value) {
        return value != null && Math.abs(value - expected) <= 0.011 * Math.abs(expected);
    }

    private static String standing(Alert alert) {
        return "%s %s value %s%s"
                .formatted(
                        alert.status().label(),
                        alert.severity(),
                        alert.value() == null ? "none" : number(alert.value()),
                        alert.suppressedBy() == null ? "" : " suppressed");
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String wanted(Expectation expected) {
        return String.join(
                " ",
                Stream.of(
                                expected.status(),
                                expected.severity() == null ? null : expected.severity().name(),
                                expected.value() == null
                                        ? null
                                        : "value " + number(expected.value()),
                                suppression(expected.suppressed()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable String suppression(@Nullable Boolean suppressed) {
        return suppressed == null ? null : suppressed ? "suppressed" : "not suppressed";
    }

    private void checkChanges() {
        if (test.changes() == null) {
            return;
        }
        List<RuleTest.Change> expected = test.changes();
        for (int i = 0; i < Math.max(expected.size(), changes.size()); i++) {
            RuleTest.Change wanted = i < expected.size() ? expected.get(i) : null;
            Alert found = i < changes.size() ? changes.get(i) : null;
            if (wanted == null || found == null || !isAs(found, wanted)) {
                failures.add(
                        "change %d is %s (expected: %s)"
                                .formatted(
                                        i + 1,
                                        found == null ? "missing" : change(found),
                                        wanted == null ? "no more" : change(wanted)));
                return;
            }
        }
    }

    private boolean isAs(Alert found, RuleTest.Change wanted) {
        checkRule(wanted.rule());
        boolean inTime = wanted.at() == null || found.changedAt().equals(test.time(wanted.at()));
        return inTime
                && status(wanted.status()).equals(found.status().label())
                && matches(found, wanted.rule(), wanted.service(), wanted.route());
    }

    private String change(Alert alert) {
        return "%s %s of %s %s"
                .formatted(
                        since(alert.changedAt()),
                        alert.rule(),
                        series(alert),
                        alert.status().label());
    }

    private static String change(RuleTest.Change change) {
        return "%s %s%s %s"
                .formatted(
                        change.at() == null ? "at any time" : change.at(),
                        change.rule(),
                        change.service() == null ? "" : " of " + change.service(),
                        change.status());
    }

    static String series(Alert alert) {
        return alert.route() == null ? alert.service() : alert.service() + " " + alert.route();
    }

    /** A time as the file would name it. */
    String since(Instant time) {
        Duration passed = Duration.between(test.startTime(), time);
        StringBuilder text = new StringBuilder();
        append(text, passed.toDays(), "d");
        append(text, passed.toHoursPart(), "h");
        append(text, passed.toMinutesPart(), "m");
        append(text, passed.toSecondsPart(), "s");
        append(text, passed.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long n, String unit) {
        if (n > 0) {
            text.append(n).append(unit);
        }
    }

    /** A misspelt name would match nothing, which may be just what is expected. */
    private void checkRule(@Nullable String name) {
        if (rules.stream().noneMatch(rule -> rule.name().equals(name))) {
            throw new UsageException(
                    "rule: '%s' (expected: one of %s)"
                            .formatted(name, rules.stream().map(AlertRule::name).toList()));
        }
    }

    private static String status(@Nullable String status) {
        return switch (status) {
            case "pending", "firing", "acknowledged", "resolved", "none" -> status;
            case null, default ->
                    throw new UsageException(
                            ("status: '%s' (expected: pending, firing, acknowledged, resolved or"
                                            + " none)")
                                    .formatted(status));
        };
    }

    private static boolean matches(
            Alert alert, @Nullable String rule, @Nullable String service, @Nullable String route) {
        return alert.rule().equals(rule)
                && (service == null || alert.service().equals(service))
                && (route == null || route.equals(alert.route()));
    }

    private <T> NavigableMap<Instant, List<T>> byTime(
            @Nullable List<T> events, Function<T, @Nullable String> at) {
        NavigableMap<Instant, List<T>> sorted = new TreeMap<>();
        for (T event : events == null ? List.<T>of() : events) {
            sorted.computeIfAbsent(test.time(at.apply(event)), _ -> new ArrayList<>()).add(event);
        }
        return sorted;
    }
}
