package io.stacklens.model;

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
 */
public record Heartbeat(
        String service,
        String instance,
        Instant startedAt,
        Instant at,
        boolean ready,
        List<Component> components,
        Map<String, Long> counters,
        Map<String, Long> lag) {

    /** A part of the service that can be away, such as {@code syslog} or {@code database}. */
    public record Component(String name, boolean up, String detail) {}

    public Heartbeat {
        components = List.copyOf(components);
        counters = Map.copyOf(counters);
        lag = Map.copyOf(lag);
    }
}
