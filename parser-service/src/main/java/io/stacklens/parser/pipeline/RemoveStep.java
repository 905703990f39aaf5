package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code remove}: takes fields away; those that are not there are no failure. */
record RemoveStep(List<FieldName> fields) implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        fields.forEach(field -> field.remove(draft));
        return null;
    }
}
