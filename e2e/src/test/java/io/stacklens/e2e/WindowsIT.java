package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.Mixture.Line;
import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Windows equal what the test counts itself, in whatever order the lines come. */
class WindowsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** The sketches promise 1 %; the rest is for rounding. */
    private static final double ACCURACY = 0.0101;

    private final SharedPlatform platform = SharedPlatform.get();
    private final ApiClient api = platform.api();
    private final Ingest ingest = platform.ingest();
    private final String run = platform.newRun();

    @AfterEach
    void closeConnections() {
        ingest.close();
        api.close();
    }

    @Test
    void countsEveryLineInItsMinuteAndKnowsTheQuantiles() throws Exception {
        Mixture mixture = new Mixture(run, hourAgo());
        List<Line> lines = new ArrayList<>(mixture.json());
        lines.addAll(mixture.logfmt());
        Collections.shuffle(lines, new Random(11));

        for (int i = 0; i < lines.size(); i += 40) {
            ingest.post("/ingest", Mixture.body(lines.subList(i, Math.min(i + 40, lines.size()))));
        }

        lines.stream()
                .collect(Collectors.groupingBy(Line::service))
                .forEach(
                        (service, ofService) -> {
                            await().atMost(SOON)
                                    .until(() -> counted(service, "1min") == ofService.size());
                            compareMinutes(service, ofService);
                            assertThat(counted(service, "5min")).isEqualTo(ofService.size());
                            assertThat(counted(service, "1hour")).isEqualTo(ofService.size());
                        });
    }

    @Test
    void addsALineThatComesLateToItsOldWindow() throws Exception {
        Instant noon = hourAgo().minus(2, ChronoUnit.DAYS);
        Mixture mixture = new Mixture(run, noon);
        List<Line> shop =
                mixture.json().stream()
                        .filter(line -> line.service().equals(mixture.service("shop")))
                        .toList();

        ingest.post("/ingest", Mixture.body(shop.subList(0, 50)));
        await().atMost(SOON).until(() -> counted(mixture.service("shop"), "1min") == 50);
        ingest.post("/ingest", Mixture.body(shop.subList(50, 60)));

        await().atMost(SOON).until(() -> counted(mixture.service("shop"), "1min") == 60);
        compareMinutes(mixture.service("shop"), shop);
    }

    private long counted(String service, String window) {
        return windows(service, window).stream()
                .mapToLong(item -> item.path("event_count").asLong())
                .sum();
    }

    private List<JsonNode> windows(String service, String window) {
        return api.items("/metrics", "service", service, "window", window);
    }

    private void compareMinutes(String service, List<Line> lines) {
        Map<Instant, List<Line>> minutes =
                lines.stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.at().truncatedTo(ChronoUnit.MINUTES),
                                        TreeMap::new,
                                        Collectors.toList()));
        Map<Instant, JsonNode> stored =
                windows(service, "1min").stream()
                        .collect(
                                Collectors.toMap(
                                        item -> Instant.parse(item.path("window_start").asString()),
                                        item -> item));
        assertThat(stored.keySet()).isEqualTo(minutes.keySet());
        minutes.forEach((minute, expected) -> compare(stored.get(minute), expected));
    }

    private static void compare(JsonNode window, List<Line> lines) {
        long errors = lines.stream().filter(Line::isError).count();
        double[] durations =
                lines.stream()
                        .filter(Line::hasDuration)
                        .mapToDouble(Line::durationMillis)
                        .sorted()
                        .toArray();
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(window.path("route").isNull()).isTrue();
        softly.assertThat(window.path("event_count").asLong()).isEqualTo(lines.size());
        softly.assertThat(window.path("error_count").asLong()).isEqualTo(errors);
        softly.assertThat(window.path("error_rate").asDouble())
                .isCloseTo(100.0 * errors / lines.size(), within(1e-6));
        softly.assertThat(window.path("total_requests").asLong())
                .isEqualTo(lines.stream().filter(Line::isRequest).count());
        softly.assertThat(window.path("bytes").asLong())
                .isEqualTo(lines.stream().mapToLong(line -> line.text().length()).sum());
        softly.assertThat(window.path("latency_max").asDouble())
                .isEqualTo(durations[durations.length - 1]);
        Map.of("latency_p50", 0.5, "latency_p95", 0.95, "latency_p99", 0.99)
                .forEach(
                        (field, quantile) ->
                                softly.assertThat(window.path(field).asDouble())
                                        .as(field)
                                        .isBetween(
                                                rank(durations, quantile, Math::floor)
                                                        * (1 - ACCURACY),
                                                rank(durations, quantile, Math::ceil)
                                                        * (1 + ACCURACY)));
        softly.assertAll();
    }

    private static double rank(
            double[] sorted, double quantile, java.util.function.DoubleUnaryOperator round) {
        return sorted[(int) round.applyAsDouble(quantile * (sorted.length - 1))];
    }

    /** Three minutes from here lie in one window of five minutes and one of an hour. */
    private static Instant hourAgo() {
        return Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    }
}
