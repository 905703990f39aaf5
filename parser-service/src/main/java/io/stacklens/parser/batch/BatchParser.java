package io.stacklens.parser.batch;

import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.TextColumn;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.SourceZones;
import io.stacklens.parser.time.ZoneProperties;
import io.stacklens.pipeline.redact.RedactionKind;
import io.stacklens.pipeline.redact.Redactor;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Makes one log record of every raw record, in order: cleans the bytes, has the line parsed, writes
 * the row. Not thread-safe: one for each consumer thread.
 */
public final class BatchParser {

    /** The line as received, of a record that does not have all of it. */
    static final String ORIGINAL = "original";

    private final LineParser lineParser;
    private final LogDraft draft;
    private final RowWriter rows;
    private final Redactor redactor;

    /**
     * Makes a parser.
     *
     * @param maxFuture how far a timestamp may lie ahead of arrival before it is not believed
     */
    public BatchParser(
            LineParser lineParser,
            AttributeLimits limits,
            Duration maxFuture,
            ZoneProperties zones,
            Redactor redactor) {
        this.lineParser = lineParser;
        this.draft = new LogDraft(limits);
        this.rows = new RowWriter(maxFuture, new SourceZones(zones), redactor);
        this.redactor = redactor;
    }

    /** Makes a parser that knows no zones of sources and takes nothing out of lines. */
    public BatchParser(LineParser lineParser, AttributeLimits limits, Duration maxFuture) {
        this(lineParser, limits, maxFuture, ZoneProperties.DEFAULT, new Redactor(Set.of()));
    }

    /** How many secrets were taken out since this was last asked. */
    public Map<RedactionKind, Long> takeRedactions() {
        return redactor.takeCounts();
    }

    /**
     * Parses a batch that stands at this place of {@code collected-logs}.
     *
     * @return the log records; fewer than the raw ones when some were empty, dropped or failed
     * @throws io.stacklens.model.batch.MalformedBatchException if a column does not decode
     */
    public LogBatch parse(RawBatch batch, int partition, long offset, BatchOutcome outcome) {
        RawRows raw = new RawRows(batch, partition, offset);
        TextColumn bodies = batch.texts(RawColumn.BODY);
        LogBatchBuilder builder = new LogBatchBuilder();
        for (int index = 0; index < batch.size(); index++) {
            int length = Math.max(0, bodies.length(index));
            int start = length == 0 ? 0 : bodies.offset(index);
            int end = contentEnd(bodies.bytes(), start, start + length);
            if (start == end) {
                outcome.empty();
                continue;
            }
            try {
                parse(raw, index, bodies.bytes(), start, end);
            } catch (RuntimeException error) {
                byte[] body = Arrays.copyOfRange(bodies.bytes(), start, start + length);
                outcome.failed(index, body, error);
                continue;
            }
            if (draft.isDropped()) {
                outcome.dropped();
                continue;
            }
            rows.write(draft, raw, index, length, builder);
            outcome.parsed(draft.format());
            if (isLossy()) {
                outcome.lost(draft.attributes().cut(), draft.attributes().leftOut());
            }
        }
        return builder.build();
    }

    private void parse(RawRows raw, int index, byte[] bytes, int start, int end) {
        draft.clear(raw.observedTimestamp(index));
        if (redactor.find(bytes, start, end)) {
            byte[] redacted = redactor.redacted(bytes, start, end);
            parseClean(raw, index, redacted, 0, redacted.length);
        } else {
            parseClean(raw, index, bytes, start, end);
        }
    }

    private void parseClean(RawRows raw, int index, byte[] bytes, int start, int end) {
        boolean isClean = Utf8.isClean(bytes, start, end);
        byte[] mended = isClean ? bytes : Utf8.mended(bytes, start, end);
        int from = isClean ? start : 0;
        int to = isClean ? end : mended.length;
        RawLine line =
                new RawLine(
                        mended,
                        from,
                        to,
                        raw.formatHint(index),
                        raw.source(index),
                        raw.service(index));
        lineParser.parse(line, draft);
        if (draft.isOriginalWithheld()) {
            rows.complete(draft, raw, index);
            return;
        }
        if (!isClean) {
            byte[] original = Arrays.copyOfRange(bytes, start, end);
            draft.addNote("raw_base64", Base64.getEncoder().encodeToString(original));
        } else if (isLossy() && !isBodyTheLine(from, to)) {
            draft.addNote(ORIGINAL, mended, from, to);
        }
        rows.complete(draft, raw, index);
    }

    /** Whether the record does not have all that the line says. */
    private boolean isLossy() {
        return draft.attributes().cut() > 0 || draft.attributes().leftOut() > 0;
    }

    private boolean isBodyTheLine(int from, int to) {
        return draft.has(LogColumn.BODY) && draft.text(LogColumn.BODY).length() == to - from;
    }

    /** End of the line without line ends, and without the NUL that some syslog senders add. */
    private static int contentEnd(byte[] bytes, int start, int end) {
        int at = end;
        while (at > start && isTrailer(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isTrailer(int b) {
        return b == '\n' || b == '\r' || b == 0 || b == ' ' || b == '\t';
    }
}
