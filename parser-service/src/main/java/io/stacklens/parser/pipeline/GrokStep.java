package io.stacklens.parser.pipeline;

import io.stacklens.parser.grok.GrokPattern;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code grok}: the first of its patterns that matches the field gives its captures. */
record GrokStep(FieldName field, List<GrokPattern> patterns, StepContext context) implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        String failure = NO_MATCH;
        for (GrokPattern pattern : patterns) {
            GrokPattern.Match match = pattern.match(text.bytes(), text.start(), text.end());
            switch (match.outcome()) {
                case MATCHED -> {
                    context.captures().put(match.captures(), context.found());
                    context.takeOver(draft);
                    return null;
                }
                case BUDGET_EXCEEDED -> failure = OVER_BUDGET;
                case NO_MATCH -> {}
            }
        }
        return failure;
    }
}
