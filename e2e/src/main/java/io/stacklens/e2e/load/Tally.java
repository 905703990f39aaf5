package io.stacklens.e2e.load;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the lines, as far as the sender knows. {@code unknown} lines were sent but not
 * answered with 200: they may have arrived or not.
 */
final class Tally {

    final LongAdder acceptedByHttp = new LongAdder();
    final LongAdder sentBySyslog = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder refusals = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final Samples answerTimes = new Samples();

    long accepted() {
        return acceptedByHttp.sum() + sentBySyslog.sum();
    }
}
