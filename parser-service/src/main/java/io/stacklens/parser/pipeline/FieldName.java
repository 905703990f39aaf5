package io.stacklens.parser.pipeline;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.Attributes;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The name of a field as a pipeline reads it: {@code message}, {@code line} (the line as it came),
 * a field of the record, else an attribute. Writing goes by what names mean, as for any other line.
 */
final class FieldName {

    private static final Map<String, LogColumn> COLUMNS =
            Map.ofEntries(
                    Map.entry("message", LogColumn.BODY),
                    Map.entry("body", LogColumn.BODY),
                    Map.entry("severity", LogColumn.SEVERITY_TEXT),
                    Map.entry("severity_text", LogColumn.SEVERITY_TEXT),
                    Map.entry("service", LogColumn.SERVICE),
                    Map.entry("host", LogColumn.HOST),
                    Map.entry("trace_id", LogColumn.TRACE_ID),
                    Map.entry("span_id", LogColumn.SPAN_ID),
                    Map.entry("logger", LogColumn.LOGGER),
                    Map.entry("http_method", LogColumn.HTTP_METHOD),
                    Map.entry("http_route", LogColumn.HTTP_ROUTE),
                    Map.entry("url_path", LogColumn.URL_PATH),
                    Map.entry("client_address", LogColumn.CLIENT_ADDRESS),
                    Map.entry("user_id", LogColumn.USER_ID),
                    Map.entry("account_id", LogColumn.ACCOUNT_ID),
                    Map.entry("exception_type", LogColumn.EXCEPTION_TYPE));

    private final String name;
    private final byte[] key;
    private final @Nullable LogColumn column;

    FieldName(String name) {
        this.name = name;
        key = name.getBytes(StandardCharsets.UTF_8);
        column = COLUMNS.get(name);
    }

    byte[] key() {
        return key;
    }

    boolean isMessage() {
        return column == LogColumn.BODY;
    }

    /** Reads the field; answers false when the record has none. */
    boolean read(PipelineLine line, LogDraft draft, Slice into) {
        if (column != null) {
            if (column == LogColumn.SERVICE && !draft.has(column)) {
                return service(line, draft, into);
            }
            return draft.has(column) && copy(draft.text(column), into);
        }
        return switch (name) {
            case "line" -> copy(line.text(), into);
            case "timestamp" -> draft.hasTimestamp() && copy(draft.timestampText(), into);
            case "http_status" ->
                    draft.httpStatus() != 0
                            && written(Integer.toString(draft.httpStatus()), draft, into);
            case "duration_ms" ->
                    !Double.isNaN(draft.durationMs())
                            && written(Double.toString(draft.durationMs()), draft, into);
            case "format" -> written(draft.format(), draft, into);
            default -> attribute(draft, into);
        };
    }

    /** Takes the field away. */
    void remove(LogDraft draft) {
        if (column != null) {
            draft.remove(column);
            if (column == LogColumn.SEVERITY_TEXT) {
                draft.putSeverity(0);
            }
            return;
        }
        switch (name) {
            case "timestamp" -> draft.removeTimestamp();
            case "http_status" -> draft.putHttpStatus(0);
            case "duration_ms" -> draft.putDurationMs(Double.NaN);
            default -> {
                Attributes attributes = draft.attributes();
                int at = attributes.indexOf(key, 0, key.length);
                if (at >= 0) {
                    attributes.remove(at);
                }
            }
        }
    }

    /** Puts another text where the field has its text now. */
    void replace(LogDraft draft, byte[] bytes) {
        if (column != null) {
            draft.replace(column, bytes, 0, bytes.length);
            return;
        }
        int at = draft.attributes().indexOf(key, 0, key.length);
        if (at >= 0) {
            draft.attributes().value(at).set(bytes, 0, bytes.length);
        }
    }

    private boolean attribute(LogDraft draft, Slice into) {
        int at = draft.attributes().indexOf(key, 0, key.length);
        return at >= 0 && copy(draft.attributes().value(at), into);
    }

    /** What the record will be counted for when no step says more. */
    private static boolean service(PipelineLine line, LogDraft draft, Slice into) {
        byte[] requested = line.requestedService();
        if (requested.length > 0) {
            into.set(requested, 0, requested.length);
            return true;
        }
        return draft.appName().length() > 0 && copy(draft.appName(), into);
    }

    private static boolean copy(Slice from, Slice into) {
        into.set(from.bytes(), from.start(), from.end());
        return true;
    }

    private static boolean written(String ascii, LogDraft draft, Slice into) {
        int start = draft.scratch().position();
        draft.scratch().add(ascii);
        into.set(draft.scratch().bytes(), start, draft.scratch().position());
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
