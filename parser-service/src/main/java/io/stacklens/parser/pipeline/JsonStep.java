package io.stacklens.parser.pipeline;

import io.stacklens.parser.format.JsonFormat;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

/** {@code json}: takes the members of an object that a field holds. */
final class JsonStep implements Step {

    private final FieldName field;
    private final StepContext context;
    private final JsonFormat json;

    JsonStep(FieldName field, StepContext context) {
        this.field = field;
        this.context = context;
        json = new JsonFormat(context.values(), context.maxJsonDepth());
    }

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        LogDraft found = context.found();
        int start = Ascii.skipSpaces(text.bytes(), text.start(), text.end());
        text.set(text.bytes(), start, text.end());
        if (!json.parse(text.bytes(), start, text.end(), found)) {
            return "no JSON object";
        }
        context.forgetBodyThatIs(text);
        context.takeOver(draft);
        return null;
    }
}
