package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code set}: gives a field a value, in which <code>${name}</code> stands for the value of
 * another.
 */
final class SetStep implements Step {

    private final FieldName field;
    private final List<Part> parts;
    private final StepContext context;

    /** A text, or the field that stands between two texts. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(byte[] text, @Nullable FieldName field) {}

    SetStep(FieldName field, String value, StepContext context) {
        this.field = field;
        this.parts = parts(value);
        this.context = context;
    }

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Scratch scratch = draft.scratch();
        Slice value = context.slice();
        int start = scratch.position();
        for (Part part : parts) {
            if (part.field() == null) {
                scratch.add(part.text(), 0, part.text().length);
                continue;
            }
            // What a number is written with takes room in the scratch itself.
            int before = scratch.position();
            if (!part.field().read(line, draft, value)) {
                return NO_FIELD;
            }
            if (scratch.position() == before) {
                scratch.add(value.bytes(), value.start(), value.end());
            }
        }
        context.put(draft, field.key(), scratch.bytes(), start, scratch.position());
        return null;
    }

    private static List<Part> parts(String value) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            int open = value.indexOf("${", at);
            int close = open < 0 ? -1 : value.indexOf('}', open);
            int textEnd = close < 0 ? value.length() : open;
            if (textEnd > at) {
                byte[] text = value.substring(at, textEnd).getBytes(StandardCharsets.UTF_8);
                parts.add(new Part(text, null));
            }
            if (close >= 0) {
                parts.add(new Part(new byte[0], new FieldName(value.substring(open + 2, close))));
            }
            at = close < 0 ? value.length() : close + 1;
        }
        return parts;
    }
}
