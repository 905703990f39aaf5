package io.stacklens.parser;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.batch.BatchOutcome;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.format.LineFormats;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.ZoneProperties;
import io.stacklens.pipeline.redact.Redactor;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Parses lines the way the service does, all first seen at {@link #ARRIVAL}. */
public final class Lines {

    public static final Instant ARRIVAL = Instant.parse("2026-11-22T08:30:00Z");

    private Lines() {}

    public static LogRecord parse(String line) {
        return parse(raw(line, null, null));
    }

    public static LogRecord parseSyslog(String line) {
        return parse(raw(line, "syslog", null));
    }

    public static LogRecord parse(RawRecord raw) {
        return parseAll(List.of(raw)).record(0);
    }

    public static LogBatch parseAll(List<RawRecord> raw) {
        return parser(ZoneOffset.UTC, AttributeLimits.DEFAULT)
                .parse(RawBatch.of(raw), 3, 77, new FailingOutcome());
    }

    public static BatchParser parser(ZoneId zone, AttributeLimits limits) {
        LineFormats formats = new LineFormats(zone, 8, new LogDraft(limits));
        return new BatchParser(
                (line, draft) ->
                        formats.parse(
                                line.bytes(), line.start(), line.end(), line.formatHint(), draft),
                limits,
                Duration.ofHours(1),
                ZoneProperties.DEFAULT,
                new Redactor(RedactionProperties.DEFAULT.kinds()));
    }

    public static RawRecord raw(String line, @Nullable String hint, @Nullable String service) {
        return raw(line.getBytes(StandardCharsets.UTF_8), hint, service);
    }

    public static RawRecord raw(byte[] line, @Nullable String hint, @Nullable String service) {
        return new RawRecord(
                line, EpochNanos.of(ARRIVAL), hint, "10.0.0.7:5140", service, Map.of(), 1);
    }

    /** Lets a bug in the parser fail the test. */
    public static class FailingOutcome implements BatchOutcome {

        @Override
        public void parsed(String format) {}

        @Override
        public void empty() {}

        @Override
        public void failed(int index, byte[] body, RuntimeException error) {
            throw error;
        }
    }
}
