package io.stacklens.collector.intake;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What became of lines that were handed over together.
 *
 * @param accepted how many are safe, in Kafka or on disk
 * @param failed the others, in their order; hardly ever may Kafka have some of them
 * @param error why
 */
public record Outcome(int accepted, List<RawLine> failed, @Nullable Exception error) {

    public boolean isComplete() {
        return failed.isEmpty();
    }
}
