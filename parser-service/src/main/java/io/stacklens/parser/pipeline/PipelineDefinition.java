package io.stacklens.parser.pipeline;

import java.util.List;
import java.util.function.Function;

/**
 * A pipeline as it was written down, checked; each thread makes steps of its own from it.
 *
 * @param isFromLine whether the steps get the line as it came instead of what the formats made of
 *     it
 */
record PipelineDefinition(
        String name, PipelineMatch match, boolean isFromLine, List<StepDefinition> steps) {

    /**
     * One step.
     *
     * @param label its number and kind, such as {@code 2.grok}
     */
    record StepDefinition(String label, Function<StepContext, Step> maker) {}
}
