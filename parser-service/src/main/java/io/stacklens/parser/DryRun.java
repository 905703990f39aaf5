package io.stacklens.parser;

import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.batch.BatchOutcome;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokFormats;
import io.stacklens.parser.pipeline.Pipelines;
import io.stacklens.parser.pipeline.PipelinesReader;
import io.stacklens.pipeline.redact.RedactionKind;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Parses lines for a look at what comes out: each with its record and what every step of its
 * pipeline did. Nothing is stored, sent or counted.
 */
public final class DryRun {

    private final ParserProperties settings;
    private final Supplier<Pipelines> inForce;

    DryRun(ParserProperties settings, Supplier<Pipelines> inForce) {
        this.settings = settings;
        this.inForce = inForce;
    }

    /** As a parser does that has no settings but the usual ones. */
    public static DryRun withUsualSettings() {
        ParserProperties usual =
                Binder.get(new StandardEnvironment())
                        .bindOrCreate("stacklens.parser", ParserProperties.class);
        return new DryRun(usual, () -> Pipelines.NONE);
    }

    /**
     * Lines to try.
     *
     * @param service that the request would name, or null
     * @param host that would send the lines
     * @param format what the receiver would know of their format, such as {@code syslog}, or null
     * @param pipelines as YAML, to be tried instead of those in force, or null
     */
    public record Request(
            List<String> lines,
            @Nullable String service,
            @Nullable String host,
            @Nullable String format,
            @Nullable String pipelines) {}

    /** What became of a line. */
    public enum Outcome {
        PARSED,
        /** A pipeline leaves it out. */
        DROPPED,
        EMPTY,
        FAILED
    }

    /**
     * One line.
     *
     * @param line its number, from 1
     * @param format what it was taken for
     * @param pipeline that was for it, or null
     * @param redacted how many secrets of each kind were taken out
     * @param micros how long it took, measured once
     */
    public record Result(
            int line,
            Outcome outcome,
            @Nullable String format,
            @Nullable String pipeline,
            List<DryRunTrace.Step> steps,
            Map<String, Long> redacted,
            double micros,
            @Nullable LogRecord record,
            @Nullable String error) {}

    /**
     * Tries lines.
     *
     * @throws io.stacklens.parser.pipeline.InvalidPipelinesException if the pipelines are not right
     */
    public List<Result> run(Request request) {
        // A compiler of its own: what is tried here must not suspend patterns of the service.
        try (GrokCompiler compiler =
                new GrokCompiler(settings.grok(), Clock.systemUTC(), _ -> {})) {
            Pipelines pipelines =
                    request.pipelines() == null
                            ? inForce.get()
                            : new PipelinesReader(compiler).read(request.pipelines());
            GrokFormats grokFormats = new GrokFormats(settings.grok(), compiler);
            DryRunTrace trace = new DryRunTrace();
            BatchParser parser =
                    new ConfiguredLineParsers(settings, grokFormats)
                            .batchParser(() -> pipelines, trace);
            List<Result> results = new ArrayList<>();
            for (String line : request.lines()) {
                results.add(result(line, results.size() + 1, request, parser, trace));
            }
            return results;
        }
    }

    /** The records of several batches of raw ones, as the parser would send them on. */
    public List<LogBatch> batches(List<List<RawRecord>> raw) {
        try (GrokCompiler compiler =
                new GrokCompiler(settings.grok(), Clock.systemUTC(), _ -> {})) {
            BatchParser parser =
                    new ConfiguredLineParsers(settings, new GrokFormats(settings.grok(), compiler))
                            .batchParser(inForce, null);
            List<LogBatch> batches = new ArrayList<>();
            for (List<RawRecord> some : raw) {
                batches.add(parser.parse(RawBatch.of(some), 0, batches.size(), new LineOutcome()));
            }
            return batches;
        }
    }

    private static Result result(
            String line, int number, Request request, BatchParser parser, DryRunTrace trace) {
        trace.clear();
        LineOutcome outcome = new LineOutcome();
        RawBatch raw = RawBatch.of(List.of(raw(line, request)));
        long before = System.nanoTime();
        LogBatch parsed = parser.parse(raw, 0, number - 1L, outcome);
        double micros = (System.nanoTime() - before) / 1e3;
        return new Result(
                number,
                outcome.outcome,
                outcome.format,
                trace.pipeline(),
                trace.steps(),
                redacted(parser.takeRedactions()),
                Math.round(micros * 10) / 10.0,
                parsed.size() == 0 ? null : parsed.record(0),
                outcome.error);
    }

    private static RawRecord raw(String line, Request request) {
        Instant now = Instant.now();
        return new RawRecord(
                line.getBytes(StandardCharsets.UTF_8),
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
                request.format(),
                request.host() == null ? "dry-run" : request.host(),
                request.service(),
                Map.of(),
                1);
    }

    private static Map<String, Long> redacted(Map<RedactionKind, Long> counts) {
        Map<String, Long> redacted = new LinkedHashMap<>();
        counts.forEach((kind, count) -> redacted.put(kind.label(), count));
        return redacted;
    }

    private static final class LineOutcome implements BatchOutcome {

        private Outcome outcome = Outcome.PARSED;
        private @Nullable String format;
        private @Nullable String error;

        @Override
        public void parsed(String lineFormat) {
            format = lineFormat;
        }

        @Override
        public void empty() {
            outcome = Outcome.EMPTY;
        }

        @Override
        public void dropped() {
            outcome = Outcome.DROPPED;
        }

        @Override
        public void failed(int index, byte[] body, RuntimeException failure) {
            outcome = Outcome.FAILED;
            error = failure.toString();
        }
    }
}
