package io.stacklens.dashboard.pipelines;

import io.stacklens.model.LogRecord;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What became of lines that were tried; describes the parser's answer. */
record DryRunAnswer(List<Line> lines) {

    /**
     * One line.
     *
     * @param line its number, from 1
     * @param outcome {@code PARSED}, {@code DROPPED}, {@code EMPTY} or {@code FAILED}
     */
    record Line(
            int line,
            String outcome,
            @Nullable String format,
            @Nullable String pipeline,
            List<Step> steps,
            Map<String, Long> redacted,
            double micros,
            @Nullable LogRecord record,
            @Nullable String error) {}

    /** What one step of the pipeline did. */
    record Step(
            String step,
            @Nullable String failure,
            Map<String, String> fields,
            List<String> removed,
            boolean dropped,
            double micros) {}
}
