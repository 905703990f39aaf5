package io.stacklens.pipeline.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The broker: up while it acknowledges our heartbeats. */
final class BrokerComponent implements HealthComponent {

    private static final Duration STALE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final InstantSource clock;
    private volatile Instant lastAnswer = Instant.EPOCH;

    BrokerComponent(String bootstrapServers, InstantSource clock) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
    }

    void answered() {
        lastAnswer = clock.instant();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public State check() {
        return lastAnswer.plus(STALE).isAfter(clock.instant())
                ? State.up(bootstrapServers)
                : State.down("no answer from " + bootstrapServers);
    }
}
