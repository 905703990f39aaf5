package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.redact.Redactor;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code redact}: replaces fields, or what of certain kinds is in them.
 *
 * @param redactor finds the kinds, or null when all of a field goes
 */
record RedactStep(List<FieldName> fields, @Nullable Redactor redactor, StepContext context)
        implements Step {

    private static final byte[] WHOLE = "[redacted]".getBytes(StandardCharsets.US_ASCII);

    @Override
    public @Nullable String apply(PipelineLine line, LogDraft draft) {
        Slice text = context.slice();
        for (FieldName field : fields) {
            if (field.read(line, draft, text)) {
                byte[] replacement = redactor == null ? WHOLE : redacted(redactor, text);
                if (replacement != null) {
                    field.replace(draft, replacement);
                    draft.withholdOriginal();
                }
            }
        }
        return null;
    }

    private static byte @Nullable [] redacted(Redactor redactor, Slice text) {
        return redactor.redactedOrNull(text.bytes(), text.start(), text.end());
    }
}
