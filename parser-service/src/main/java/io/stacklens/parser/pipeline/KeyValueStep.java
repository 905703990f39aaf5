package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * {@code kv}: takes the pairs that a field holds. What is no pair is passed over; a value in quotes
 * may hold the separators.
 */
final class KeyValueStep implements Step {

    private final FieldName field;
    private final String pairSeparators;
    private final int keySeparator;
    private final byte[] prefix;
    private final StepContext context;

    /**
     * Makes a step.
     *
     * @param pairSeparators each of these characters stands between pairs
     */
    KeyValueStep(
            FieldName field,
            String pairSeparators,
            char keySeparator,
            String prefix,
            StepContext context) {
        this.field = field;
        this.pairSeparators = pairSeparators;
        this.keySeparator = keySeparator;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.context = context;
    }

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        LogDraft found = context.found();
        context.values().begin();
        byte[] bytes = text.bytes();
        int end = text.end();
        int pairs = 0;
        int at = text.start();
        while (at < end) {
            int keyEnd = at;
            while (keyEnd < end && bytes[keyEnd] != keySeparator && !isBetween(bytes[keyEnd])) {
                keyEnd++;
            }
            if (keyEnd == end || bytes[keyEnd] != keySeparator) {
                at = keyEnd + 1;
                continue;
            }
            int stop = valueEnd(bytes, keyEnd + 1, end);
            if (put(bytes, Ascii.skipSpaces(bytes, at, keyEnd), keyEnd, stop, found)) {
                pairs++;
            }
            at = stop + 1;
        }
        context.values().finish(found);
        if (pairs == 0) {
            return "no pairs";
        }
        context.takeOver(draft);
        return null;
    }

    private boolean put(byte[] bytes, int keyStart, int keyEnd, int stop, LogDraft found) {
        int from = keyEnd + 1;
        int to = stop;
        if (to - from >= 2 && isQuote(bytes[from]) && bytes[to - 1] == bytes[from]) {
            from++;
            to--;
        }
        if (keyStart == keyEnd || from >= to) {
            return false;
        }
        byte[] key = bytes;
        int start = keyStart;
        int end = keyEnd;
        if (prefix.length > 0) {
            Scratch scratch = found.scratch();
            start = scratch.position();
            scratch.add(prefix, 0, prefix.length);
            scratch.add(bytes, keyStart, keyEnd);
            key = scratch.bytes();
            end = scratch.position();
        }
        context.values().put(found, key, start, end, bytes, from, to);
        return true;
    }

    private int valueEnd(byte[] bytes, int from, int end) {
        if (from < end && isQuote(bytes[from])) {
            int close = from + 1;
            while (close < end && bytes[close] != bytes[from]) {
                close += bytes[close] == '\\' ? 2 : 1;
            }
            if (close < end && (close + 1 == end || isBetween(bytes[close + 1]))) {
                return close + 1;
            }
        }
        int at = from;
        while (at < end && !isBetween(bytes[at])) {
            at++;
        }
        return at;
    }

    private boolean isBetween(int b) {
        return pairSeparators.indexOf(b) >= 0;
    }

    private static boolean isQuote(int b) {
        return b == '"' || b == '\'';
    }
}
