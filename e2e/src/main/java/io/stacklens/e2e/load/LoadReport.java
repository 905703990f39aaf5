package io.stacklens.e2e.load;

import io.stacklens.e2e.load.LagWatch.Lag;
import io.stacklens.e2e.load.Reconciliation.Check;

import org.jspecify.annotations.Nullable;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run showed. As JSON it has these names in snake_case. Rates and times are of the time
 * after the warm-up.
 *
 * @param run the word that every line carries
 * @param timedSeconds from the end of the warm-up to the last answer
 * @param acceptedPerSecond lines, in that time
 * @param searchablePerSecond the same lines by the time until the last of them was found
 * @param lag null when nothing was timed long enough to tell
 * @param alerts null when no broker is known
 * @param cpuMicrosPerLine by process, until the last line was found
 * @param gcMillis pauses of each JVM in that time
 * @param storage null when the database is not on this machine
 */
record LoadReport(
        String run,
        Lines lines,
        double timedSeconds,
        double drainSeconds,
        double acceptedPerSecond,
        double searchablePerSecond,
        double megabytesPerSecond,
        double bytesPerLine,
        @Nullable Lag lag,
        Quantiles answers,
        Quantiles freshness,
        @Nullable Quantiles alerts,
        Map<String, Double> cpuMicrosPerLine,
        double platformCpuMicrosPerLine,
        Map<String, Double> gcMillis,
        @Nullable Storage storage,
        boolean reconciled,
        List<Check> checks) {

    /** What became of the lines, the warm-up's included. */
    record Lines(
            long sent,
            long accepted,
            long acceptedByHttp,
            long sentBySyslog,
            long refused,
            long unknown,
            long timed) {}

    /**
     * Milliseconds, by nearest rank.
     *
     * @param missing events that did not come at all
     */
    record Quantiles(int count, int missing, double p50, double p95, double p99, double max) {

        static Quantiles of(Samples samples, int missing) {
            return new Quantiles(
                    samples.count(),
                    missing,
                    samples.millis(0.5),
                    samples.millis(0.95),
                    samples.millis(0.99),
                    samples.millis(1));
        }

        private String text() {
            String text =
                    String.format(
                            Locale.ROOT,
                            "p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms (%d)",
                            p50,
                            p95,
                            p99,
                            max,
                            count);
            return missing == 0 ? text : text + ", MISSING " + missing;
        }
    }

    /**
     * How the log store grew by the run.
     *
     * @param bytesPerLine on disk, with indexes and filters
     * @param rawBytesPerLine as received
     */
    record Storage(long lines, double bytesPerLine, double rawBytesPerLine) {}

    String table() {
        StringBuilder table = new StringBuilder();
        try (Formatter rows = new Formatter(table, Locale.ROOT)) {
            rows.format("run            %s%n", run);
            rows.format(
                    "sent           %,d lines: %,d accepted (%,d over HTTP, %,d over syslog), %,d"
                            + " refused, %,d unknown%n",
                    lines.sent,
                    lines.accepted,
                    lines.acceptedByHttp,
                    lines.sentBySyslog,
                    lines.refused,
                    lines.unknown);
            rows.format(
                    "accepted       %,.0f lines/s, %.1f MB/s over %.1f s (%,d lines of %.0f"
                            + " bytes)%n",
                    acceptedPerSecond, megabytesPerSecond, timedSeconds, lines.timed, bytesPerLine);
            rows.format(
                    "searchable     %,.0f lines/s, the last %.1f s after its answer%n",
                    searchablePerSecond, drainSeconds);
            if (lag != null) {
                rows.format(
                        "lag            p50 %,d, max %,d records; start %,d, middle %,d, end %,d;"
                                + " slope %+.1f/s: %s%n",
                        lag.p50(),
                        lag.max(),
                        lag.start(),
                        lag.middle(),
                        lag.end(),
                        lag.slopePerSecond(),
                        lag.grows() ? "GROWS" : "does not grow");
            }
            rows.format("HTTP answers   %s%n", answers.text());
            rows.format("freshness      %s%n", freshness.text());
            if (alerts != null) {
                rows.format("alerts         %s%n", alerts.text());
            }
            cpuMicrosPerLine.forEach(
                    (name, micros) -> rows.format("CPU per line   %5.1f us %s%n", micros, name));
            rows.format(
                    "CPU per line   %5.1f us in all, load tool apart%n", platformCpuMicrosPerLine);
            gcMillis.forEach(
                    (name, millis) -> rows.format("GC pauses      %,.0f ms %s%n", millis, name));
            if (storage != null) {
                rows.format(
                        "stored         %.1f bytes a line (%.0f as received)%n",
                        storage.bytesPerLine, storage.rawBytesPerLine);
            }
            reconciliation(rows);
        }
        return table.toString();
    }

    private void reconciliation(Formatter rows) {
        rows.format("reconciled     %s (%d numbers)%n", reconciled ? "yes" : "NO", checks.size());
        for (Check check : checks) {
            if (!check.isRight()) {
                rows.format(
                        "  WRONG        %s: %,d (expected: %,d%s)%n",
                        check.what(),
                        check.actual(),
                        check.least(),
                        check.most() == check.least()
                                ? ""
                                : String.format(Locale.ROOT, " to %,d", check.most()));
            }
        }
    }
}
