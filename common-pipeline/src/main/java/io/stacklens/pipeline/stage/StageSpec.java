package io.stacklens.pipeline.stage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a stage is called and where it reads.
 *
 * @param name names its counters and its transactions; the service's own name when the service has
 *     one stage
 * @param sourceTopic where its batches come from
 * @param group its consumer group, which also names its dead letters
 * @param threads how many threads share the partitions; each has its own transactions
 * @param pace what arrives within it is one transaction
 */
public record StageSpec(String name, String sourceTopic, String group, int threads, Duration pace) {

    /** A dozen transactions a second carry any rate. */
    private static final Duration OF_SINGLE_BATCHES = Duration.ofMillis(80);

    /**
     * Less than the pace of the stage before: its transactions come one by one, and are taken so.
     */
    private static final Duration OF_TRANSACTIONS = Duration.ofMillis(40);

    public StageSpec {
        requireNonNull(name, "name");
        requireNonNull(sourceTopic, "sourceTopic");
        requireNonNull(group, "group");
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
        }
        requireNonNull(pace, "pace");
    }

    /** A stage that reads what another one has written. */
    public static StageSpec of(String name, String sourceTopic, String group) {
        return new StageSpec(name, sourceTopic, group, 1, OF_TRANSACTIONS);
    }

    /** A stage that reads what was sent batch by batch. */
    public static StageSpec ofSingleBatches(String name, String sourceTopic, String group) {
        return new StageSpec(name, sourceTopic, group, 1, OF_SINGLE_BATCHES);
    }

    public StageSpec withThreads(int count) {
        return new StageSpec(name, sourceTopic, group, count, pace);
    }
}
