package io.stacklens.analytics.trial;

import io.stacklens.model.window.WindowDelta;

import java.time.Instant;
import java.util.List;

/** What is stored of what a rule looks at, step by step. */
interface StoredSteps {

    /** How long a step is; a multiple of a bucket. */
    int stepSeconds();

    /**
     * Gives all steps between two times, in order.
     *
     * @param from at the beginning of a step
     */
    void forEach(Instant from, Instant to, Sink sink);

    /** Takes steps. */
    interface Sink {

        /**
         * Takes what a step has counted.
         *
         * @param start seconds since the epoch
         */
        void step(long start, List<WindowDelta> deltas);
    }
}
