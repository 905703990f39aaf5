package io.stacklens.parser;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.ColumnSpec;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.pipeline.StepObserver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes down what each step of a pipeline changes, by comparing the record before and after. */
public final class DryRunTrace implements StepObserver {

    private @Nullable String pipeline;
    private List<Step> steps = List.of();
    private Map<String, String> before = Map.of();

    /**
     * What a step did.
     *
     * @param step its number and kind, such as {@code 2.grok}
     * @param failure why it could not do its work, or null
     * @param fields that it gave a value, with that value
     * @param removed fields that it took away
     * @param micros how long it took, measured once
     */
    public record Step(
            String step,
            @Nullable String failure,
            Map<String, String> fields,
            List<String> removed,
            boolean dropped,
            double micros) {}

    void clear() {
        pipeline = null;
        steps = List.of();
    }

    @Nullable String pipeline() {
        return pipeline;
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public void begins(String name, LogDraft draft) {
        pipeline = name;
        steps = new ArrayList<>();
        before = fields(draft);
    }

    @Override
    public void did(String step, @Nullable String failure, long nanos, LogDraft draft) {
        Map<String, String> after = fields(draft);
        Map<String, String> changed = new LinkedHashMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        List<String> removed =
                before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
        double micros = Math.round(nanos / 1e2) / 10.0;
        steps.add(new Step(step, failure, changed, removed, draft.isDropped(), micros));
        before = after;
    }

    private static Map<String, String> fields(LogDraft draft) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (draft.hasTimestamp()) {
            fields.put("timestamp", EpochNanos.toInstant(draft.timestamp()).toString());
        }
        if (draft.severityNumber() != 0) {
            fields.put("severity_number", Integer.toString(draft.severityNumber()));
        }
        for (LogColumn column : LogColumn.values()) {
            if (column.kind() == ColumnSpec.Kind.TEXT && draft.has(column)) {
                fields.put(column.name().toLowerCase(Locale.ROOT), draft.text(column).toString());
            }
        }
        if (draft.httpStatus() != 0) {
            fields.put("http_status", Integer.toString(draft.httpStatus()));
        }
        if (!Double.isNaN(draft.durationMs())) {
            fields.put("duration_ms", Double.toString(draft.durationMs()));
        }
        for (int i = 0; i < draft.attributes().size(); i++) {
            fields.put(
                    "attributes." + draft.attributes().key(i),
                    draft.attributes().value(i).toString());
        }
        return fields;
    }
}
