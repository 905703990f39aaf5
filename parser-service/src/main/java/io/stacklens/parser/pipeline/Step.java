package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;

import org.jspecify.annotations.Nullable;

/** One step of a pipeline, made for one thread. */
@FunctionalInterface
interface Step {

    String NO_FIELD = "no such field";
    String NO_MATCH = "no match";
    String OVER_BUDGET = "budget exceeded";

    /**
     * Does its work on a record.
     *
     * @return null, or in a few words why it could not; the record is as it was then
     */
    @Nullable String apply(PipelineLine line, LogDraft draft);
}
