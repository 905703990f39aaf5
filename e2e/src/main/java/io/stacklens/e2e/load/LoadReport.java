package io.stacklens.e2e.load;

import java.util.Formatter;
import java.util.Locale;
import java.util.Map;

/**
 * What a run showed. As JSON it has these names in snake_case.
 *
 * @param run the word that every line carries
 * @param unknown lines sent but not answered with 200; they may have arrived or not
 * @param found by a search for the run's word
 * @param counted events in the minutes of the run's services
 * @param sendSeconds from the first line to the last answer
 * @param totalSeconds from the first line until a search found all of them
 * @param linesPerSecond accepted lines by {@code totalSeconds}
 * @param cpuMicrosPerLine by process, until all was found and counted
 */
record LoadReport(
        String run,
        long accepted,
        long acceptedByHttp,
        long sentBySyslog,
        long rejected,
        long refusals,
        long unknown,
        long found,
        long counted,
        boolean reconciled,
        double sendSeconds,
        double totalSeconds,
        double linesPerSecond,
        double megabytesPerSecond,
        double answerMillisP50,
        double answerMillisP99,
        int freshnessProbes,
        double freshnessMillisP50,
        double freshnessMillisP99,
        Map<String, Double> cpuMicrosPerLine) {

    String table() {
        StringBuilder table = new StringBuilder();
        try (Formatter rows = new Formatter(table, Locale.ROOT)) {
            rows.format("run            %s%n", run);
            rows.format(
                    "accepted       %,d lines (%,d over HTTP, %,d over syslog)%n",
                    accepted, acceptedByHttp, sentBySyslog);
            rows.format("rejected       %,d lines%n", rejected);
            rows.format("refused        %,d requests (%,d lines)%n", refusals, unknown);
            rows.format("found          %,d by search%n", found);
            rows.format("counted        %,d in windows%n", counted);
            rows.format("reconciled     %s%n", reconciled ? "yes" : "NO");
            rows.format("sent in        %.1f s%n", sendSeconds);
            rows.format("searchable in  %.1f s%n", totalSeconds);
            rows.format(
                    "rate           %,.0f lines/s, %.1f MB/s%n",
                    linesPerSecond, megabytesPerSecond);
            rows.format(
                    "HTTP answers   p50 %.0f ms, p99 %.0f ms%n", answerMillisP50, answerMillisP99);
            rows.format(
                    "freshness      p50 %.0f ms, p99 %.0f ms (%d probes)%n",
                    freshnessMillisP50, freshnessMillisP99, freshnessProbes);
            cpuMicrosPerLine.forEach(
                    (name, micros) -> rows.format("CPU per line   %.1f us %s%n", micros, name));
        }
        return table.toString();
    }
}
