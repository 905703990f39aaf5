package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.ColumnGroup;
import io.stacklens.logstore.scan.Cell;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.LongColumn;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts by step of time and by severity. */
final class Histogram implements Counter<Histogram> {

    static final int MAX_BARS = 100_000;

    private static final long[] NO_RECORDS = new long[Severity.values().length];

    private final long step;
    private final @Nullable Long from;
    private final @Nullable Long last;
    private final TreeMap<Long, long[]> bars = new TreeMap<>();

    /**
     * Makes an empty histogram.
     *
     * @param from a time in the first bar, or null for the earliest record's
     * @param last a time in the last bar, or null for the latest record's
     */
    Histogram(Duration step, @Nullable Long from, @Nullable Long last) {
        if (!step.isPositive()) {
            throw new IllegalArgumentException("step: %s (expected: above 0)".formatted(step));
        }
        this.step = step.toNanos();
        this.from = from;
        this.last = last;
        if (from != null && last != null) {
            requireDrawable(number(from), number(last));
        }
    }

    private Histogram(long step, @Nullable Long from, @Nullable Long last) {
        this.step = step;
        this.from = from;
        this.last = last;
    }

    @Override
    public Histogram fresh() {
        return new Histogram(step, from, last);
    }

    @Override
    public void addAll(Histogram part) {
        part.bars.forEach(
                (number, counts) -> {
                    long[] bar = bar(number);
                    for (int severity = 0; severity < bar.length; severity++) {
                        bar[severity] += counts[severity];
                    }
                });
    }

    @Override
    public boolean takes(Cell cell) {
        return number(cell.minTime()) == number(cell.maxTime());
    }

    @Override
    public void add(Cell cell) {
        bar(number(cell.minTime()))[cell.severity()] += cell.records();
    }

    @Override
    public Set<ColumnGroup> groups() {
        return EnumSet.of(ColumnGroup.TIME, ColumnGroup.SEVERITY);
    }

    @Override
    public void add(BlockColumns columns, BitSet rows) {
        LongColumn severities = columns.longs(LogColumn.SEVERITY_NUMBER);
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int severity = Severity.ofNumber((int) severities.get(row)).index();
            bar(number(columns.eventTime(row)))[severity]++;
        }
    }

    List<HistogramBar> bars() {
        if (bars.isEmpty() && (from == null || last == null)) {
            return List.of();
        }
        long first = from != null ? number(from) : bars.firstKey();
        long end = last != null ? number(last) : bars.lastKey();
        requireDrawable(first, end);
        List<HistogramBar> drawn = new ArrayList<>();
        for (long number = first; number <= end; number++) {
            drawn.add(drawn(number, bars.getOrDefault(number, NO_RECORDS)));
        }
        return List.copyOf(drawn);
    }

    private HistogramBar drawn(long number, long[] counts) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        long total = 0;
        for (Severity severity : Severity.values()) {
            long count = counts[severity.index()];
            total += count;
            if (count > 0) {
                bySeverity.put(severity, count);
            }
        }
        return new HistogramBar(EpochNanos.toInstant(number * step), total, bySeverity);
    }

    private long[] bar(long number) {
        return bars.computeIfAbsent(number, _ -> NO_RECORDS.clone());
    }

    private long number(long time) {
        return Math.floorDiv(time, step);
    }

    private void requireDrawable(long first, long end) {
        if (end - first >= MAX_BARS) {
            throw new IllegalArgumentException(
                    "%d bars (expected: at most %d; take a longer step)"
                            .formatted(end - first + 1, MAX_BARS));
        }
    }
}
