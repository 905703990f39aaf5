package io.stacklens.e2e.load;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the records, as far as the sender knows. {@code unknown} lines were sent but
 * neither accepted nor refused for good: they may be stored or not.
 */
final class Tally {

    final LineCounts accepted;
    final LineCounts unknown;

    /** The same in lines, of which a stack trace has several. */
    final LineCounts acceptedLines;

    final LineCounts unknownLines;

    /** What the answers said, in lines. */
    final LongAdder answeredLines = new LongAdder();

    final LongAdder linesByHttp = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder acceptedByHttp = new LongAdder();
    final LongAdder sentBySyslog = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder refusedRequests = new LongAdder();
    final LongAdder unansweredRequests = new LongAdder();

    /** Of the lines that were sent after the warm-up. */
    final LongAdder timedLines = new LongAdder();

    final LongAdder timedBytes = new LongAdder();
    final Samples answerTimes = new Samples();

    Tally(List<String> services) {
        accepted = new LineCounts(services);
        unknown = new LineCounts(services);
        acceptedLines = new LineCounts(services);
        unknownLines = new LineCounts(services);
    }
}
