package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of one service, as Prometheus reads them. */
final class ServiceMetrics {

    private static final Pattern FATE =
            Pattern.compile(
                    "stacklens_([a-z]+)_records_(received|forwarded|discarded|dead_lettered)_total"
                            + "(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern STAGE = Pattern.compile("stage=\"([^\"]*)\"");

    private final String text;

    ServiceMetrics(String text) {
        this.text = text;
    }

    static ServiceMetrics of(URI service) {
        try (ApiClient client = new ApiClient(service)) {
            return new ServiceMetrics(client.page("/actuator/prometheus").body());
        }
    }

    /**
     * What became of the records of a stage.
     *
     * @param settled forwarded, discarded and dead-lettered
     */
    record Fates(long received, long settled) {

        boolean isBalanced() {
            return received == settled;
        }

        private Fates plus(Fates other) {
            return new Fates(received + other.received, settled + other.settled);
        }
    }

    Map<String, Fates> fatesByStage() {
        Map<String, Fates> byStage = new TreeMap<>();
        text.lines()
                .map(FATE::matcher)
                .filter(Matcher::matches)
                .forEach(
                        line -> {
                            String labels = line.group(3) == null ? "" : line.group(3);
                            Matcher stage = STAGE.matcher(labels);
                            long count = (long) Double.parseDouble(line.group(4));
                            byStage.merge(
                                    stage.find() ? stage.group(1) : line.group(1),
                                    line.group(2).equals("received")
                                            ? new Fates(count, 0)
                                            : new Fates(0, count),
                                    Fates::plus);
                        });
        return byStage;
    }

    /** The sum of a metric over all its labels; 0 when there is none. */
    double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
