package io.stacklens.pipeline.security;

import io.stacklens.pipeline.health.HealthComponent;

/** Users and keys: known, or nobody can be let in. */
final class AccessComponent implements HealthComponent {

    private final AccessState state;

    AccessComponent(AccessState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "access";
    }

    @Override
    public State check() {
        return state.isKnown()
                ? State.up("revision " + state.revision())
                : State.down("users and keys are not known yet");
    }
}
