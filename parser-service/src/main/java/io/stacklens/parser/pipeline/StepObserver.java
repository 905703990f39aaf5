package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.LogDraft;

import org.jspecify.annotations.Nullable;

/** Is told what a pipeline does to a line. Only trials have one. */
public interface StepObserver {

    /** A pipeline is for the line; its first step comes. */
    void begins(String pipeline, LogDraft draft);

    /**
     * A step has done its work.
     *
     * @param failure null, or why it could not
     */
    void did(String step, @Nullable String failure, long nanos, LogDraft draft);
}
