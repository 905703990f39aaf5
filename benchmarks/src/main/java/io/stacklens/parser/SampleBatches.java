package io.stacklens.parser;

import io.stacklens.e2e.load.SampleLines;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.parser.batch.BatchOutcome;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.format.LineFormats;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.ZoneProperties;
import io.stacklens.pipeline.redact.Redactor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Batches as they leave the collector and the parser, and a parser with its usual settings. */
public final class SampleBatches {

    static final BatchOutcome NO_OUTCOME =
            new BatchOutcome() {
                @Override
                public void parsed(String format) {
                    // Not counted here.
                }

                @Override
                public void empty() {
                    throw new IllegalStateException("an empty line among the samples");
                }

                @Override
                public void failed(int index, byte[] body, RuntimeException error) {
                    throw error;
                }
            };

    private SampleBatches() {}

    /** What the parser makes of a batch. */
    public static LogBatch parsed(RawBatch raw) {
        return parser().parse(raw, 0, 0, NO_OUTCOME);
    }

    /** Batches of parsed lines of the mix, encoded. */
    public static List<byte[]> encoded(int batches) {
        List<byte[]> lines = SampleLines.lines("MIX", batches * SampleLines.BATCH);
        return IntStream.range(0, batches)
                .mapToObj(n -> lines.subList(n * SampleLines.BATCH, (n + 1) * SampleLines.BATCH))
                .map(part -> parsed(SampleLines.rawBatch(part)).encode())
                .toList();
    }

    static RawBatch raw(String lines) {
        return SampleLines.rawBatch(
                lines.equals("NONE") ? prose() : SampleLines.lines(lines, SampleLines.BATCH));
    }

    static BatchParser parser() {
        AttributeLimits limits = AttributeLimits.DEFAULT;
        LineFormats formats = new LineFormats(ZoneOffset.UTC, 8, new LogDraft(limits));
        return new BatchParser(
                (line, draft) ->
                        formats.parse(
                                line.bytes(), line.start(), line.end(), line.formatHint(), draft),
                limits,
                Duration.ofHours(1),
                ZoneProperties.DEFAULT,
                new Redactor(RedactionProperties.DEFAULT.kinds()));
    }

    private static List<byte[]> prose() {
        return IntStream.range(0, SampleLines.BATCH)
                .mapToObj(
                        n ->
                                "the conveyor in hall %d has been stopped by the operator of shift %d"
                                        .formatted(n % 7, n)
                                        .concat(", who waits for a spare belt from the depot"))
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
