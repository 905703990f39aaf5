package io.stacklens.dashboard.stats;

import io.stacklens.dashboard.health.Pulses;
import io.stacklens.dashboard.health.Pulses.Pulse;
import io.stacklens.dashboard.stats.Stored.StoredLines;
import io.stacklens.model.Heartbeat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /api/v1/stats}. */
@RestController
@Tag(name = "Platform")
class StatsController {

    private static final String COLLECTOR = "collector";
    private static final String RECEIVED = "received";
    private static final String DEAD_LETTERED = "dead_lettered";

    private final Pulses pulses;
    private final StoredOffsets storedOffsets;
    private final Stored stored;
    private final ApiLatency latency;

    StatsController(Pulses pulses, StoredOffsets storedOffsets, Stored stored, ApiLatency latency) {
        this.pulses = pulses;
        this.storedOffsets = storedOffsets;
        this.stored = stored;
        this.latency = latency;
    }

    @GetMapping("/api/v1/stats")
    @Operation(
            summary = "Numbers of the platform itself",
            description =
                    "`received` and `dead_lettered` are what the running services have counted"
                        + " since `counted_since`; they begin at 0 when a service starts again."
                        + " `stored` is all that the log store keeps, from `stored_from` on, so the"
                        + " two need not be equal. The other numbers are of now.")
    Stats stats() {
        List<Heartbeat> beats = pulses.latest().stream().map(Pulse::heartbeat).toList();
        StoredLines lines = stored.read();
        return new Stats(
                beats.stream()
                        .filter(beat -> beat.service().equals(COLLECTOR))
                        .mapToLong(beat -> beat.counters().getOrDefault(RECEIVED, 0L))
                        .sum(),
                beats.stream().mapToLong(StatsController::deadLettered).sum(),
                beats.stream().map(Heartbeat::startedAt).min(Instant::compareTo).orElse(null),
                lines.count(),
                lines.from(),
                lag(beats),
                pulses.perSecond(COLLECTOR, RECEIVED),
                rates(beats),
                latency.p99());
    }

    /** A service with several stages names its counters {@code <stage>.dead_lettered}. */
    private static long deadLettered(Heartbeat beat) {
        return beat.counters().entrySet().stream()
                .filter(counter -> counts(counter.getKey(), DEAD_LETTERED))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Each stage of a service takes every line, so the fastest stands for the service. */
    private Map<String, Double> rates(List<Heartbeat> beats) {
        Map<String, Double> rates = new TreeMap<>();
        for (Heartbeat beat : beats) {
            beat.counters().keySet().stream()
                    .filter(counter -> counts(counter, RECEIVED))
                    .forEach(
                            counter ->
                                    rates.merge(
                                            beat.service(),
                                            pulses.perSecond(
                                                    beat.service(), counter, Pulses.MINUTE),
                                            Math::max));
        }
        return rates;
    }

    private static boolean counts(String counter, String what) {
        return counter.equals(what) || counter.endsWith("." + what);
    }

    private Map<String, Long> lag(List<Heartbeat> beats) {
        Map<String, Long> lag = new TreeMap<>();
        beats.forEach(beat -> beat.lag().forEach((group, n) -> lag.merge(group, n, Long::sum)));
        lag.putAll(storedOffsets.lag());
        return lag;
    }
}
