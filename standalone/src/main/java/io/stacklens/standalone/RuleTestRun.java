package io.stacklens.standalone;

import io.stacklens.analytics.alerts.AlertEngine;
import io.stacklens.analytics.alerts.Slo;
import io.stacklens.analytics.deltas.BatchDeltas;
import io.stacklens.analytics.silences.Silences;
import io.stacklens.dashboard.silences.SilenceCheck;
import io.stacklens.dashboard.silences.SilenceRequest;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.Silence;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.standalone.Arguments.UsageException;
import io.stacklens.standalone.RuleTest.Command;
import io.stacklens.standalone.RuleTest.Expectation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One test on a clock of its own: lines go through the parser, are counted, and are judged second
 * by second by the engine that judges the live ones. The chain before it takes no time here.
 */
final class RuleTestRun {

    private static final Duration STEP = Duration.ofSeconds(1);

    private final RuleTest test;
    private final List<AlertRule> rules;
    private final List<Slo> slos;
    private final RuleTestVerdict verdict;

    RuleTestRun(RuleTest test, RuleTestFile file) {
        this.test = test;
        this.rules = file.rules();
        this.slos = file.slos();
        this.verdict = new RuleTestVerdict(test, rules);
    }

    RuleTestVerdict run() {
        Instant start = test.startTime();
        NavigableMap<Instant, LogBatch> batches = RuleTestLines.parsed(test);
        NavigableMap<Instant, List<Command>> commands = byTime(test.commands(), Command::at);
        NavigableMap<Instant, List<Expectation>> expected = byTime(test.expect(), Expectation::at);
        AlertEngine engine =
                AlertEngine.inVirtualTime(
                        start.minus(Duration.ofDays(1)), Silences.of(silences()), verdict::say);
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
            expected.subMap(before, false, now, true)
                    .values()
                    .forEach(e -> e.forEach(verdict::check));
            before = now;
        }
        verdict.checkChanges();
        return verdict;
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

    private AlertCommand command(Command command, Instant now) {
        Alert alert =
                verdict.latest(command.rule(), command.service(), command.route())
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

    private <T> NavigableMap<Instant, List<T>> byTime(
            @Nullable List<T> events, Function<T, @Nullable String> at) {
        NavigableMap<Instant, List<T>> sorted = new TreeMap<>();
        for (T event : events == null ? List.<T>of() : events) {
            sorted.computeIfAbsent(test.time(at.apply(event)), _ -> new ArrayList<>()).add(event);
        }
        return sorted;
    }
}
