package io.stacklens.e2e.faults;

import io.stacklens.e2e.client.ApiClient;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one process says became of the records it received, of each of its counters. */
record Fates(
        String name, double received, double forwarded, double discarded, double deadLettered) {

    private static final Pattern RECEIVED =
            Pattern.compile("^stacklens_(\\w+)_records_received_total(?:\\{.*)? .*$");

    /** A service counts for itself, and for each further reader of a topic under its name. */
    static List<Fates> of(URI address) {
        try (ApiClient client = new ApiClient(address)) {
            List<String> metrics = client.page("/actuator/prometheus").body().lines().toList();
            return metrics.stream()
                    .map(RECEIVED::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .distinct()
                    .map(name -> of(name, metrics))
                    .toList();
        }
    }

    private static Fates of(String name, List<String> metrics) {
        return new Fates(
                name,
                sum(name, "received", metrics),
                sum(name, "forwarded", metrics),
                sum(name, "discarded", metrics),
                sum(name, "dead_lettered", metrics));
    }

    /** Over all reasons. */
    private static double sum(String name, String fate, List<String> metrics) {
        String metric = "stacklens_%s_records_%s_total".formatted(name, fate);
        return metrics.stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    boolean addUp() {
        return received == forwarded + discarded + deadLettered;
    }
}
