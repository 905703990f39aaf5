package io.stacklens.analytics.deltas;

import io.stacklens.model.RecordId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The few records of a bucket that show best what is wrong in it: errors by severity, then the
 * slowest. Which ones are kept does not depend on the order they come in.
 */
final class Samples {

    private static final int KEPT = 3;
    private static final Comparator<Sample> GRAVEST_FIRST =
            Comparator.comparingDouble(Sample::gravity).reversed().thenComparing(Sample::id);

    private final List<Sample> kept = new ArrayList<>(KEPT + 1);

    /**
     * Offers a record.
     *
     * @param row where it is in its batch; its id is made only if it has a chance
     */
    void offer(Columns columns, int row, boolean isError) {
        double gravity = gravity(columns, row, isError);
        if (gravity < 0 || (kept.size() == KEPT && gravity < kept.getLast().gravity())) {
            return;
        }
        keep(new Sample(gravity, columns.id(row)));
    }

    void merge(Samples other) {
        other.kept.forEach(this::keep);
    }

    List<String> ids() {
        return kept.stream().map(sample -> sample.id().toString()).toList();
    }

    private void keep(Sample sample) {
        kept.add(sample);
        kept.sort(GRAVEST_FIRST);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    /** Above all durations for an error, the duration for any other record, negative for none. */
    private static double gravity(Columns columns, int row, boolean isError) {
        double duration = columns.durations().get(row);
        double millis = duration >= 0 && duration < 1e12 ? duration : -1;
        return isError ? 1e12 * columns.severityNumber(row) + Math.max(0, millis) : millis;
    }

    private record Sample(double gravity, RecordId id) {}
}
