package io.stacklens.standalone;

import io.stacklens.embedded.Ports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every port of the stack by name; 0 stands for one that is free at the start. */
public record StackPorts(Map<String, Integer> byName) {

    public static final String SYSLOG = "syslog";
    public static final String KAFKA = "kafka";
    public static final String POSTGRES = "postgres";

    public StackPorts {
        byName = Map.copyOf(byName);
    }

    public static StackPorts usual() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.lowerCase(), service.usualPort());
        }
        ports.put(SYSLOG, 5514);
        ports.put(KAFKA, 19092);
        ports.put(POSTGRES, 15432);
        return new StackPorts(ports);
    }

    /** Free ports for all, for tests that run beside each other. */
    public static StackPorts free() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        usual().byName().keySet().forEach(name -> ports.put(name, 0));
        return new StackPorts(ports);
    }

    public int port(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException(
                    "%s has no port (expected: one of %s)".formatted(name, names()));
        }
        return port;
    }

    public int port(Service service) {
        return port(service.lowerCase());
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    StackPorts with(String name, int port) {
        port(name);
        Map<String, Integer> changed = new LinkedHashMap<>(byName);
        changed.put(name, port);
        return new StackPorts(changed);
    }

    /** Moves all ports by the same distance, so that a second stack runs beside the first. */
    StackPorts shifted(int offset) {
        Map<String, Integer> changed = new LinkedHashMap<>();
        byName.forEach((name, port) -> changed.put(name, port + offset));
        return new StackPorts(changed);
    }

    /** Puts free ports for zeros; throws, naming port and use, if one of the others is taken. */
    StackPorts requireFree() {
        Map<String, Integer> tried = new LinkedHashMap<>();
        byName.forEach(
                (name, port) ->
                        tried.put(
                                name,
                                name.equals(SYSLOG)
                                        ? Ports.requireFreeForBoth(port, name)
                                        : Ports.requireFree(port, name)));
        return new StackPorts(tried);
    }
}
