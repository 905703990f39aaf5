package io.stacklens.pipeline.stage;

import static java.util.Objects.requireNonNull;

/**
 * What a stage is called and where it reads.
 *
 * @param name names its counters and its transactions; the service's own name when the service has
 *     one stage
 * @param sourceTopic where its batches come from
 * @param group its consumer group, which also names its dead letters
 * @param threads how many threads share the partitions; each has its own transactions
 */
public record StageSpec(String name, String sourceTopic, String group, int threads) {

    public StageSpec {
        requireNonNull(name, "name");
        requireNonNull(sourceTopic, "sourceTopic");
        requireNonNull(group, "group");
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
        }
    }

    public static StageSpec of(String name, String sourceTopic, String group) {
        return new StageSpec(name, sourceTopic, group, 1);
    }

    public StageSpec withThreads(int count) {
        return new StageSpec(name, sourceTopic, group, count);
    }
}
