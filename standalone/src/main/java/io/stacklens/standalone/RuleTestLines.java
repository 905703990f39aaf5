package io.stacklens.standalone;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.DryRun;
import io.stacklens.standalone.Arguments.UsageException;
import io.stacklens.standalone.RuleTest.Lines;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** The lines of a test, as the parser makes records of them, by the time at which they come. */
final class RuleTestLines {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MOST_LINES = 500_000;

    private RuleTestLines() {}

    static NavigableMap<Instant, LogBatch> parsed(RuleTest test) {
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
                        "count: %d (expected: at least 1, and at most %d lines in all)"
                                .formatted(count, MOST_LINES));
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
}
