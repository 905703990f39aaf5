package io.stacklens.parser.pipeline;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.severity.SeverityWords;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * {@code severity}: takes the severity from a field, by a table of one's own and by the words that
 * are known.
 *
 * @param numbers severity numbers by the texts of the field
 * @param otherwise for a text that neither knows, or 0
 */
record SeverityStep(
        FieldName field, Map<String, Integer> numbers, int otherwise, StepContext context)
        implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        Integer own = numbers.isEmpty() ? null : numbers.get(text.toString());
        int number =
                own != null ? own : SeverityWords.number(text.bytes(), text.start(), text.end());
        number = number == 0 ? otherwise : number;
        if (number == 0) {
            return "no severity";
        }
        draft.putSeverity(number);
        draft.replace(LogColumn.SEVERITY_TEXT, text.bytes(), text.start(), text.end());
        return null;
    }
}
