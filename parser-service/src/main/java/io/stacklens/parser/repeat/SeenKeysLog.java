package io.stacklens.parser.repeat;

import io.stacklens.model.batch.SeenKeys.Seen;

import java.util.function.Consumer;

/** What committed transactions have written of a partition's seen keys. */
@FunctionalInterface
interface SeenKeysLog {

    /**
     * Reads all of it, oldest first, to the end that there was when it was called.
     *
     * @throws io.stacklens.pipeline.stage.StageBlockedException if it cannot be read now
     */
    void read(int partition, Consumer<Seen> reader);
}
