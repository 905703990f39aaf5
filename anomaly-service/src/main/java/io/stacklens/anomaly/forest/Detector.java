package io.stacklens.anomaly.forest;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Says how unlike its training data an observation is. Trained once, then unchanging; the same
 * data, settings and seed give the same detector. Thread-safe.
 */
public interface Detector {

    /** Such as {@code isolation-forest}. */
    String name();

    /** Components that an observation has. */
    int dimensions();

    /**
     * From 0 (as usual as can be) to 1; never falls when a component that is beyond its history
     * moves farther away.
     */
    double score(double[] observation);

    /** Writes the detector in a versioned form that its own reader understands. */
    void writeTo(DataOutput out) throws IOException;
}
