package io.stacklens.e2e.api;

import io.stacklens.e2e.api.ApiRun.Measured;
import io.stacklens.e2e.load.Samples;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the endpoints took, in milliseconds by nearest rank. */
record ApiReport(int rate, List<Row> endpoints) {

    /** One endpoint. */
    record Row(
            String endpoint,
            int count,
            int failed,
            double p50,
            double p95,
            double p99,
            double max) {

        static Row of(Endpoint endpoint, Measured measured) {
            Samples times = measured.times();
            return new Row(
                    endpoint.name(),
                    times.count(),
                    measured.failed().get(),
                    times.millis(0.5),
                    times.millis(0.95),
                    times.millis(0.99),
                    times.millis(1));
        }
    }

    static ApiReport of(int rate, Map<Endpoint, Measured> measured) {
        return new ApiReport(
                rate,
                measured.entrySet().stream()
                        .map(one -> Row.of(one.getKey(), one.getValue()))
                        .toList());
    }

    boolean isWithin(double budget) {
        return endpoints.stream().allMatch(row -> row.failed() == 0 && row.p99() <= budget);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        try (Formatter rows = new Formatter(table, Locale.ROOT)) {
            rows.format("%d requests a second over %d endpoints%n", rate, endpoints.size());
            rows.format(
                    "%-58s %6s %6s %8s %8s %8s %8s%n",
                    "", "count", "failed", "p50 ms", "p95 ms", "p99 ms", "max ms");
            for (Row row : endpoints) {
                rows.format(
                        "%-58s %6d %6d %8.1f %8.1f %8.1f %8.1f%n",
                        row.endpoint(),
                        row.count(),
                        row.failed(),
                        row.p50(),
                        row.p95(),
                        row.p99(),
                        row.max());
            }
        }
        return table.toString();
    }
}
