package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.Glob;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

/** {@code drop}: leaves the record out when a field matches. */
record DropStep(FieldName field, Glob matches, StepContext context) implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (field.read(line, draft, text)
                && matches.matches(text.bytes(), text.start(), text.end())) {
            draft.drop();
        }
        return null;
    }
}
