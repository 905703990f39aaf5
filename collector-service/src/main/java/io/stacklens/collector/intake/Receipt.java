package io.stacklens.collector.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Follows the lines that were handed over together until all of them are answered for. */
final class Receipt {

    private final List<RawLine> lines;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final List<Range> failed = new ArrayList<>();
    private @Nullable Exception error;
    private int open = 1; // the handing over itself

    Receipt(List<RawLine> lines) {
        this.lines = lines;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Another batch holds some of the lines. */
    synchronized void opened() {
        open++;
    }

    void handedOver() {
        closed(0, 0, null);
    }

    /** There is an answer for the lines from one index to another. */
    void closed(int from, int to, @Nullable Exception cause) {
        synchronized (this) {
            if (cause != null) {
                error = cause;
                failed.add(new Range(from, to));
            }
            if (--open > 0) {
                return;
            }
            failed.sort(Comparator.comparingInt(Range::from));
        }
        List<RawLine> rest =
                failed.stream()
                        .flatMap(range -> lines.subList(range.from(), range.to()).stream())
                        .toList();
        outcome.complete(new Outcome(lines.size() - rest.size(), rest, error));
    }

    private record Range(int from, int to) {}
}
