package io.stacklens.parser.pipeline;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.grok.GrokCaptures;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.Attributes;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;

import java.time.ZoneId;
import java.util.Arrays;

/**
 * What the steps of one thread share: a draft into which a step puts the values that it finds, and
 * from which the record then takes them over. What a step finds counts more than what was there.
 */
final class StepContext {

    private final LogDraft found;
    private final TimestampScanner timestamps;
    private final NamedValues values;
    private final GrokCaptures captures;
    private final int maxJsonDepth;
    private final Slice slice = new Slice();

    StepContext(PipelineSettings settings) {
        ZoneId zone = settings.zone();
        AttributeLimits limits = settings.limits();
        found = new LogDraft(limits);
        timestamps = new TimestampScanner(zone);
        values = new NamedValues(timestamps);
        captures = new GrokCaptures(zone);
        maxJsonDepth = settings.maxJsonDepth();
    }

    /** A new line comes. */
    void begin(LogDraft draft) {
        found.clear(draft.observedTimestamp());
    }

    /** An empty draft for what a step finds; texts of earlier steps stay good. */
    LogDraft found() {
        found.forget();
        return found;
    }

    TimestampScanner timestamps() {
        return timestamps;
    }

    NamedValues values() {
        return values;
    }

    GrokCaptures captures() {
        return captures;
    }

    int maxJsonDepth() {
        return maxJsonDepth;
    }

    /** For what a step reads and needs no longer than it works. */
    Slice slice() {
        return slice;
    }

    /** Takes what was found over into the record. */
    void takeOver(LogDraft draft) {
        Attributes there = draft.attributes();
        Attributes news = found.attributes();
        for (int i = 0; i < news.size(); i++) {
            Slice key = news.key(i);
            int at = there.indexOf(key.bytes(), key.start(), key.end());
            if (at >= 0) {
                there.remove(at);
            }
        }
        draft.takeOver(found);
    }

    /** Puts one value by what its name means. */
    void put(LogDraft draft, byte[] key, byte[] value, int start, int end) {
        found();
        values.begin();
        values.put(found, key, 0, key.length, value, start, end);
        values.finish(found);
        takeOver(draft);
    }

    /** Leaves the body alone when what was found only repeats the text that was read. */
    void forgetBodyThatIs(Slice text) {
        if (found.has(LogColumn.BODY)) {
            Slice body = found.text(LogColumn.BODY);
            boolean isRepeated =
                    Arrays.equals(
                            body.bytes(),
                            body.start(),
                            body.end(),
                            text.bytes(),
                            text.start(),
                            text.end());
            if (isRepeated) {
                found.remove(LogColumn.BODY);
            }
        }
    }
}
