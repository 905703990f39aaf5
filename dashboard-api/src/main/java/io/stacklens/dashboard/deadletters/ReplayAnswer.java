package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.deadletters.ReplayOutcome.Kind;

import java.util.List;

/**
 * What became of each dead letter of a request.
 *
 * @param replayed how many this request has sent
 */
record ReplayAnswer(List<ReplayOutcome> items, long replayed) {

    static ReplayAnswer of(List<ReplayOutcome> items) {
        return new ReplayAnswer(
                items, items.stream().filter(item -> item.outcome() == Kind.REPLAYED).count());
    }
}
