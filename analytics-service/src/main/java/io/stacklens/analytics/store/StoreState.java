package io.stacklens.analytics.store;

import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;

/** What the store's consumer thread tells others. */
final class StoreState implements HealthComponent {

    private volatile boolean joined;
    private volatile int partitions;
    private volatile @Nullable String trouble;
    private volatile boolean databaseAway;

    @Override
    public String name() {
        return "consumer-store";
    }

    @Override
    public State check() {
        String wrong = trouble;
        if (wrong != null) {
            return State.down(wrong);
        }
        return joined ? State.up(partitions + " partitions") : State.down("no partitions yet");
    }

    void owns(int count) {
        partitions = count;
        joined = true;
    }

    boolean isDatabaseAway() {
        return databaseAway;
    }

    void databaseIsAway(String error) {
        trouble = "database is away: " + error;
        databaseAway = true;
    }

    void databaseIsBack() {
        databaseAway = false;
        trouble = null;
    }

    /** The consumer has ended, and a new one will begin. */
    void ended(@Nullable String error) {
        joined = false;
        partitions = 0;
        databaseAway = false;
        trouble = error;
    }
}
