package io.stacklens.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a running service says of itself once a second, so that one place can tell whether the whole
 * path takes traffic, even when the services are separate processes.
 *
 * @param service such as {@code collector}
 * @param instance distinguishes several instances of a service
 * @param ready whether every component is up
 * @param counters the fates of records since the start: {@code received}, {@code forwarded}, {@code
 *     discarded}, {@code dead_lettered}
 * @param lag records not yet read, by consumer group
 * @param usedKeys when API keys were used last, by their ids: those used since the heartbeat before
 */
public record Heartbeat(
        String service,
        String instance,
        Instant startedAt,
        Instant at,
        boolean ready,
        List<Component> components,
        Map<String, Long> counters,
        Map<String, Long> lag,
        Map<Long, Instant> usedKeys) {

    /** A part of the service that can be away, such as {@code syslog} or {@code database}. */
    public record Component(String name, boolean up, String detail) {}

    /** Services of an earlier version say nothing of keys. */
    public Heartbeat(
            String service,
            String instance,
            Instant startedAt,
            Instant at,
            boolean ready,
            List<Component> components,
            Map<String, Long> counters,
            Map<String, Long> lag,
            @Nullable Map<Long, Instant> usedKeys) {
        this.service = service;
        this.instance = instance;
        this.startedAt = startedAt;
        this.at = at;
        this.ready = ready;
        this.components = List.copyOf(components);
        this.counters = Map.copyOf(counters);
        this.lag = Map.copyOf(lag);
        this.usedKeys = usedKeys == null ? Map.of() : Map.copyOf(usedKeys);
    }

    /** One in which no key was used. */
    public Heartbeat(
            String service,
            String instance,
            Instant startedAt,
            Instant at,
            boolean ready,
            List<Component> components,
            Map<String, Long> counters,
            Map<String, Long> lag) {
        this(service, instance, startedAt, at, ready, components, counters, lag, Map.of());
    }
}
