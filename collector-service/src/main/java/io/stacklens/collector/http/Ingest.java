package io.stacklens.collector.http;

import io.stacklens.collector.http.BodySplitter.Kind;
import io.stacklens.collector.http.BodySplitter.Slice;
import io.stacklens.collector.http.BodySplitter.Split;
import io.stacklens.collector.http.IngestAnswer.Rejected;
import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.Outcome;
import io.stacklens.collector.intake.RawLine;
import io.stacklens.collector.multiline.LineJoiner;
import io.stacklens.collector.multiline.Multiline;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.json.Json;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Takes the lines of one body: splits it, leaves out what is too long, joins what belongs together,
 * waits until all is safe.
 */
@Component
class Ingest {

    private static final Logger log = LoggerFactory.getLogger(Ingest.class);
    private static final byte[] NOTHING = new byte[0];

    private final Collector collector;
    private final HttpIngestProperties limits;
    private final Multiline multiline;
    private final Clock clock;

    Ingest(Collector collector, HttpIngestProperties limits, Multiline multiline, Clock clock) {
        this.collector = collector;
        this.limits = limits;
        this.multiline = multiline;
        this.clock = clock;
    }

    IngestAnswer take(Body body, Sender sender) throws InterruptedException {
        Split split = BodySplitter.split(body.bytes(), body.length());
        RawRecord json = like("json", sender);
        RawRecord text = like("text", sender);
        LineJoiner lines = multiline.joiner(limits.maxLine().toBytes());
        List<Rejected> errors = new ArrayList<>();
        int rejected = 0;
        for (int index = 0; index < split.slices().size(); index++) {
            Slice slice = split.slices().get(index);
            if (slice.length() <= limits.maxLine().toBytes()) {
                add(lines, slice.kind(), line(body, slice, json, text));
            } else if (rejected++ < limits.maxErrors()) {
                errors.add(new Rejected(index, tooLong(slice)));
            }
        }
        int accepted = hand(lines.takeAll(), sender);
        collector.discarded("empty", split.blankLines());
        collector.discarded("too_long", rejected);
        return new IngestAnswer(accepted, rejected, errors);
    }

    private int hand(List<RawLine> lines, Sender sender) throws InterruptedException {
        if (lines.isEmpty()) {
            return 0;
        }
        Outcome outcome;
        try {
            outcome = accept(lines, sender).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a receipt never fails", e);
        }
        if (!outcome.isComplete()) {
            collector.discarded("refused", outcome.failed().size());
            log.atDebug().setCause(outcome.error()).log("lines refused");
            throw new RefusedException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "lines cannot be taken now: %s; try again".formatted(reason(outcome)));
        }
        return lines.stream().mapToInt(RawLine::lineCount).sum();
    }

    /** The lines of a request are there all at once, so none waits. */
    private static void add(LineJoiner lines, Kind kind, RawLine line) {
        if (kind == Kind.JSON) {
            lines.addWhole(line);
        } else {
            lines.add(line, 0);
        }
    }

    private CompletableFuture<Outcome> accept(List<RawLine> lines, Sender sender) {
        return sender.key() == null
                ? collector.accept(sender.connection(), lines)
                : collector.acceptRequest(sender.key(), lines);
    }

    private static String reason(Outcome outcome) {
        Exception error = outcome.error();
        return error == null ? "no reason" : String.valueOf(error.getMessage());
    }

    private RawRecord like(String format, Sender sender) {
        return new RawRecord(
                NOTHING,
                EpochNanos.of(clock.instant()),
                format,
                sender.source(),
                sender.service(),
                Map.of("peer", sender.address()),
                1);
    }

    private static RawLine line(Body body, Slice slice, RawRecord json, RawRecord text) {
        return switch (slice.kind()) {
            case JSON -> new RawLine(json, body.bytes(), slice.from(), slice.length());
            case TEXT -> new RawLine(text, body.bytes(), slice.from(), slice.length());
            case QUOTED -> unquoted(body.bytes(), slice, text);
        };
    }

    private static RawLine unquoted(byte[] bytes, Slice slice, RawRecord text) {
        byte[] quoted = Arrays.copyOfRange(bytes, slice.from(), slice.to());
        try {
            byte[] line = Json.read(quoted, String.class).getBytes(StandardCharsets.UTF_8);
            return new RawLine(text, line, 0, line.length);
        } catch (JacksonException _) { // an escape that is none: what stands between the quotes
            return new RawLine(text, bytes, slice.from() + 1, slice.length() - 2);
        }
    }

    private String tooLong(Slice slice) {
        return "line of %d bytes (expected: at most %d)"
                .formatted(slice.length(), limits.maxLine().toBytes());
    }
}
