package io.stacklens.pipeline.health;

import org.springframework.context.SmartLifecycle;

/**
 * Something that needs the topics and the schema. The {@link PlatformGate} starts it once they are
 * there; it stops with the application, before the HTTP port closes.
 */
public interface Gated extends SmartLifecycle {

    @Override
    default boolean isAutoStartup() {
        return false;
    }
}
