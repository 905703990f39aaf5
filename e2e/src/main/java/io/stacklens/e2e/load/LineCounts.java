package io.stacklens.e2e.load;

import io.stacklens.model.Severity;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many lines of each service and severity. Thread-safe. */
final class LineCounts {

    private static final int SEVERITIES = Severity.values().length;

    private final List<String> services;
    private final long[] counts;

    /** Counts of some services, all 0. */
    LineCounts(List<String> services) {
        this.services = services;
        this.counts = new long[services.size() * SEVERITIES];
    }

    /** The place of a service and severity. */
    int slot(String service, Severity severity) {
        return services.indexOf(service) * SEVERITIES + severity.index();
    }

    synchronized void add(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            counts[slots[i]]++;
        }
    }

    /** So many at each place. */
    synchronized void add(int[] slots, int[] lines, int count) {
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += lines[i];
        }
    }

    synchronized void subtract(int slot) {
        counts[slot]--;
    }

    synchronized long total() {
        return Arrays.stream(counts).sum();
    }

    /** Only the severities that occur. */
    synchronized Map<Severity, Long> of(String service) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            long count = counts[slot(service, severity)];
            if (count != 0) {
                bySeverity.put(severity, count);
            }
        }
        return bySeverity;
    }

    synchronized long total(String service) {
        return of(service).values().stream().mapToLong(Long::longValue).sum();
    }

    List<String> services() {
        return services;
    }
}
