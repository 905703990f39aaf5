package io.stacklens.parser.grok;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;

/**
 * Takes the captures of a pattern for the fields that their names mean, the rest as attributes. The
 * body is the capture {@code message}, else the whole line. Not thread-safe.
 */
public final class GrokCaptures {

    private final NamedValues values;

    public GrokCaptures(ZoneId zone) {
        values = new NamedValues(new TimestampScanner(zone));
    }

    /** Puts the captures and, when none of them is the body, the line as that. */
    void put(Map<String, Object> captures, byte[] line, int start, int end, LogDraft draft) {
        put(captures, draft);
        draft.put(LogColumn.BODY, line, start, end);
    }

    /** Puts the captures. */
    public void put(Map<String, Object> captures, LogDraft draft) {
        values.begin();
        captures.forEach(
                (name, captured) -> {
                    String text = captured.toString();
                    // How access logs write that a value is not there.
                    if (!text.isEmpty() && !text.equals("-")) {
                        byte[] key = name.getBytes(StandardCharsets.UTF_8);
                        byte[] value = text.getBytes(StandardCharsets.UTF_8);
                        values.put(draft, key, 0, key.length, value, 0, value.length);
                    }
                });
        values.finish(draft);
    }
}
