package io.stacklens.logstore.scan;

import io.stacklens.logstore.query.TextTest;

/** What is known of some records without a look at them. Times are nanoseconds since the epoch. */
public interface Known {

    int records();

    /** No record is earlier. */
    long minTime();

    /** No record is later. */
    long maxTime();

    /** Records of the severities whose bits are set; bit 0 is TRACE. */
    long ofSeverities(int mask);

    long ofServices(TextTest test);

    /** Whether a token or a pair with this hash may be in them. */
    boolean mayContain(long hash);
}
