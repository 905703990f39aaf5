package io.stacklens.pipeline.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The broker: up while it acknowledges our heartbeats, or while something stands in for it. */
final class BrokerComponent implements HealthComponent {

    private static final Duration STALE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final InstantSource clock;
    private final BooleanSupplier isStoodIn;
    private volatile Instant lastAnswer = Instant.EPOCH;

    BrokerComponent(String bootstrapServers, InstantSource clock, BooleanSupplier isStoodIn) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.isStoodIn = isStoodIn;
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
        if (lastAnswer.plus(STALE).isAfter(clock.instant())) {
            return State.up(bootstrapServers);
        }
        String detail = "no answer from " + bootstrapServers;
        return isStoodIn.getAsBoolean() ? State.up(detail) : State.down(detail);
    }
}
