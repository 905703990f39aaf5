package io.stacklens.dashboard.health;

import io.stacklens.model.Heartbeat;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last heartbeats of every instance of every service. Times are those of their arrival, so that
 * the clocks of the machines need not agree. Thread-safe.
 */
@Component
public class Pulses {

    /** A service that is silent for longer counts as away; it beats once a second. */
    public static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final Duration RATE_SPAN = Duration.ofSeconds(15);

    /** The longest time that rates can be asked for. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Deque<Pulse>> byInstance = new HashMap<>();

    Pulses(InstantSource clock) {
        this.clock = clock;
    }

    /** A heartbeat and when it arrived. */
    public record Pulse(Heartbeat heartbeat, Instant arrivedAt) {}

    synchronized void heard(Heartbeat heartbeat) {
        Instant now = clock.instant();
        Deque<Pulse> pulses =
                byInstance.computeIfAbsent(
                        heartbeat.service() + "/" + heartbeat.instance(), _ -> new ArrayDeque<>());
        if (!pulses.isEmpty()
                && !pulses.getLast().heartbeat().startedAt().equals(heartbeat.startedAt())) {
            // A restart counts from 0 again.
            pulses.clear();
        }
        pulses.addLast(new Pulse(heartbeat, now));
        while (pulses.getFirst().arrivedAt().isBefore(now.minus(MINUTE))) {
            pulses.removeFirst();
        }
    }

    /** The last heartbeat of each instance that was heard of lately. */
    public synchronized List<Pulse> latest() {
        Instant oldest = clock.instant().minus(FORGOTTEN);
        byInstance.values().removeIf(pulses -> pulses.getLast().arrivedAt().isBefore(oldest));
        return byInstance.values().stream().map(Deque::getLast).toList();
    }

    /** How fast a counter of a service grows, in a second, over the last 15 seconds. */
    public double perSecond(String service, String counter) {
        return perSecond(service, counter, RATE_SPAN);
    }

    /** How fast a counter of a service grows, in a second, over a time of a minute at most. */
    public synchronized double perSecond(String service, String counter, Duration span) {
        Instant now = clock.instant();
        return byInstance.values().stream()
                .filter(pulses -> pulses.getLast().heartbeat().service().equals(service))
                .filter(pulses -> pulses.getLast().arrivedAt().isAfter(now.minus(FRESH)))
                .mapToDouble(pulses -> perSecond(pulses, counter, now.minus(span)))
                .sum();
    }

    private static double perSecond(Deque<Pulse> pulses, String counter, Instant since) {
        Heartbeat last = pulses.getLast().heartbeat();
        Heartbeat first =
                pulses.stream()
                        .filter(pulse -> !pulse.arrivedAt().isBefore(since))
                        .findFirst()
                        .map(Pulse::heartbeat)
                        .orElse(last);
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        long grown =
                last.counters().getOrDefault(counter, 0L)
                        - first.counters().getOrDefault(counter, 0L);
        return seconds <= 0 ? 0 : Math.max(0, grown) / seconds;
    }
}
