package io.stacklens.parser;

import io.stacklens.parser.pipeline.PipelinesFile;
import io.stacklens.pipeline.health.HealthComponent;

/**
 * Says which pipelines are in force and what is wrong with their file. Never down: the service
 * works on with what it read last.
 */
record PipelinesHealth(PipelinesFile file) implements HealthComponent {

    @Override
    public String name() {
        return "pipelines";
    }

    @Override
    public State check() {
        PipelinesFile.State state = file.state();
        if (state.file() == null) {
            return State.up("none");
        }
        String names = String.join(", ", state.names());
        String inForce = "%s: %s".formatted(state.file(), names.isEmpty() ? "none" : names);
        return State.up(state.error() == null ? inForce : inForce + "; refused: " + state.error());
    }
}
