package io.stacklens.analytics.deltas;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.model.alert.RuleKind;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.window.WindowDelta;

import java.util.List;
import java.util.Objects;

/** Counts batches as the delta stage does, for whoever tries rules without a topic. */
public final class BatchDeltas {

    private static final int MAX_ROUTES = 200;

    private final List<MatchQuery> queries;

    /** Makes one that also counts what the queries of these rules find. */
    public BatchDeltas(List<AlertRule> rules) {
        this.queries =
                rules.stream()
                        .filter(rule -> rule.kind() == RuleKind.LOG_MATCH)
                        .map(
                                rule ->
                                        MatchQuery.of(
                                                rule.service(),
                                                Objects.requireNonNull(rule.query(), "query")))
                        .distinct()
                        .toList();
    }

    /** All that a batch adds, a delta or more for each service in it. */
    public List<WindowDelta> of(LogBatch batch) {
        PollSum sum = new PollSum();
        sum.add(batch, queries);
        return sum.toDeltas(MAX_ROUTES);
    }
}
