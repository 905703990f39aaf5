package io.stacklens.e2e.load;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import io.stacklens.e2e.client.ApiClient;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lines with a word of their own that are looked for until a search finds them. One search asks for
 * all that are missing, so that many probes cost the platform no more than one.
 */
final class Probes {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    /** A platform that falls behind is not to be held there by searches for many probes. */
    private static final int PAUSE_BY_SEARCH = 4;

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    /** A query may have 10,000 characters. */
    private static final int AT_A_TIME = 200;

    private final String run;
    private final InstantSource clock;
    private final Samples freshness = new Samples();
    private final AtomicInteger words = new AtomicInteger();
    private final Map<String, Accepted> missing = new ConcurrentHashMap<>();

    private record Accepted(long nanos, Instant at, boolean isMark, boolean isTimed) {}

    Probes(String run, InstantSource clock) {
        this.run = run;
        this.clock = clock;
    }

    /** Belongs to the probes of this run alone. */
    String service() {
        return "probe-" + run;
    }

    /** A new word. Not the run's own, since probes are not among the lines that are counted. */
    String word() {
        return "p%sx%d".formatted(run, words.incrementAndGet());
    }

    /** Looks for a line that has just been accepted. */
    void watch(String word, boolean isTimed) {
        missing.put(word, new Accepted(System.nanoTime(), clock.instant(), false, isTimed));
    }

    /** The same for the last line of a connection, which is no sample of freshness. */
    void watchMark(String word) {
        missing.put(word, new Accepted(System.nanoTime(), clock.instant(), true, false));
    }

    Samples freshness() {
        return freshness;
    }

    int missing() {
        return missing.size();
    }

    boolean isMarkMissing() {
        return missing.values().stream().anyMatch(Accepted::isMark);
    }

    /** Looks until the run is over. */
    void look(ApiClient api, Phase phase) throws InterruptedException {
        while (!phase.isOver()) {
            long began = System.nanoTime();
            // By their words, so that of what is stored only the blocks that hold one are opened.
            List<Map.Entry<String, Accepted>> oldest =
                    missing.entrySet().stream()
                            .sorted(comparing(probe -> probe.getValue().at()))
                            .limit(AT_A_TIME)
                            .toList();
            if (!oldest.isEmpty()) {
                JsonNode found =
                        api.get(
                                "/logs",
                                "q",
                                oldest.stream().map(Map.Entry::getKey).collect(joining(" OR ")),
                                "service",
                                service(),
                                "from",
                                oldest.getFirst().getValue().at().minus(CLOCKS_DIFFER).toString(),
                                "limit",
                                "1000");
                long now = System.nanoTime();
                found.path("items").forEach(item -> found(item.path("body").asString(""), now));
            }
            long took = System.nanoTime() - began;
            Thread.sleep(Duration.ofNanos(Math.max(LOOK_AGAIN.toNanos(), PAUSE_BY_SEARCH * took)));
        }
    }

    private void found(String body, long now) {
        Accepted accepted = missing.remove(body.substring(body.lastIndexOf(' ') + 1));
        if (accepted != null && accepted.isTimed()) {
            freshness.add(Duration.ofNanos(now - accepted.nanos()));
        }
    }
}
