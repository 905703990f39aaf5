package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

/** {@code rename}: the value of one field becomes that of another. */
record RenameStep(FieldName from, FieldName to, StepContext context) implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = new Slice();
        if (!from.read(line, draft, text)) {
            return NO_FIELD;
        }
        from.remove(draft);
        context.put(draft, to.key(), text.bytes(), text.start(), text.end());
        return null;
    }
}
