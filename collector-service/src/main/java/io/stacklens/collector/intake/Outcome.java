package io.stacklens.collector.intake;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What Kafka answered for lines that were handed over together.
 *
 * @param accepted how many it has, on all replicas that must have them
 * @param failed the others, in their order; whether Kafka has them is not known
 * @param error why
 */
public record Outcome(int accepted, List<RawLine> failed, @Nullable Exception error) {

    public boolean isComplete() {
        return failed.isEmpty();
    }
}
