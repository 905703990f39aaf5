package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;

import org.jspecify.annotations.Nullable;

/**
 * {@code date}: makes a field the record's time.
 *
 * @param isZoneKnown whether the step itself names the zone
 */
record DateStep(
        FieldName field, TimestampScanner timestamps, boolean isZoneKnown, StepContext context)
        implements Step {

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        if (!field.read(line, draft, text)) {
            return NO_FIELD;
        }
        if (!timestamps.scanWhole(text.bytes(), text.start(), text.end(), draft)) {
            return "no time";
        }
        if (isZoneKnown) {
            // No rule for the zones of sources has a say.
            draft.putTimestamp(draft.timestamp(), text.bytes(), text.start(), text.end());
        }
        return null;
    }
}
