package io.stacklens.dashboard.health;

import io.stacklens.dashboard.health.Pulses.Pulse;
import io.stacklens.model.Heartbeat;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether the whole path takes traffic: every service of it has an instance that beats and is
 * ready.
 *
 * @param status {@code up} or {@code down}
 * @param down what is not up, as {@code service: component: detail}
 */
record PathHealth(String status, List<String> down, List<ServiceState> services) {

    /** The services of the path of a log line, in its order. */
    static final List<String> PATH =
            List.of("collector", "parser", "enrichment", "analytics", "anomaly", "dashboard");

    /** One service, with those of its instances that were heard of lately. */
    record ServiceState(String service, boolean up, List<Instance> instances) {}

    /** One instance, as its last heartbeat said. */
    record Instance(
            String instance,
            boolean ready,
            Instant startedAt,
            Instant lastHeard,
            List<Heartbeat.Component> components) {}

    static PathHealth of(List<Pulse> pulses, Instant now) {
        List<String> down = new ArrayList<>();
        List<ServiceState> services = new ArrayList<>();
        for (String service : PATH) {
            List<Pulse> own =
                    pulses.stream().filter(p -> p.heartbeat().service().equals(service)).toList();
            String problem = problem(service, own, now);
            if (problem != null) {
                down.add(problem);
            }
            services.add(
                    new ServiceState(
                            service,
                            problem == null,
                            own.stream().map(PathHealth::instance).toList()));
        }
        return new PathHealth(down.isEmpty() ? "up" : "down", down, services);
    }

    boolean isUp() {
        return down.isEmpty();
    }

    private static @Nullable String problem(String service, List<Pulse> pulses, Instant now) {
        if (pulses.isEmpty()) {
            return service + ": no heartbeat";
        }
        List<Pulse> fresh =
                pulses.stream().filter(p -> silence(p, now).compareTo(Pulses.FRESH) <= 0).toList();
        if (fresh.isEmpty()) {
            long seconds =
                    pulses.stream().mapToLong(p -> silence(p, now).toSeconds()).min().orElseThrow();
            return "%s: no heartbeat for %d s (expected: one a second)".formatted(service, seconds);
        }
        if (fresh.stream().anyMatch(p -> p.heartbeat().ready())) {
            return null;
        }
        return fresh.getFirst().heartbeat().components().stream()
                .filter(component -> !component.up())
                .map(
                        c ->
                                "%s: %s: %s"
                                        .formatted(
                                                service,
                                                c.name(),
                                                Objects.toString(c.detail(), "down")))
                .findFirst()
                .orElse(service + ": not ready");
    }

    private static Duration silence(Pulse pulse, Instant now) {
        return Duration.between(pulse.arrivedAt(), now);
    }

    private static Instance instance(Pulse pulse) {
        Heartbeat beat = pulse.heartbeat();
        return new Instance(
                beat.instance(),
                beat.ready(),
                beat.startedAt(),
                pulse.arrivedAt(),
                beat.components());
    }
}
