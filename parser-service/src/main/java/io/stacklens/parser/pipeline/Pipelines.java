package io.stacklens.parser.pipeline;

import java.util.List;

/** Checked pipelines, in order; the first that is for a line gets it. Immutable. */
public final class Pipelines {

    /** None at all. */
    public static final Pipelines NONE = new Pipelines(List.of());

    private final List<PipelineDefinition> definitions;

    Pipelines(List<PipelineDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
    }

    List<PipelineDefinition> definitions() {
        return definitions;
    }

    public List<String> names() {
        return definitions.stream().map(PipelineDefinition::name).toList();
    }
}
