package io.stacklens.standalone;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of {@code up}.
 *
 * @param separate whether broker and services are processes of their own
 */
record UpOptions(StackOptions stack, boolean detach, boolean separate) {

    static final String DATA_DIR = "data-dir";

    static UpOptions parse(List<String> line) {
        Set<String> valued = new HashSet<>(Set.of(DATA_DIR, "port-offset", "bind", "set"));
        StackPorts.usual().names().forEach(name -> valued.add(name + "-port"));
        Arguments arguments = Arguments.parse(line, valued, Set.of("detach", "separate", "auth"));
        if (!arguments.words().isEmpty()) {
            throw new Arguments.UsageException(
                    "%s (expected: options only)".formatted(arguments.words()));
        }
        StackOptions stack = StackOptions.defaults(dataDir(arguments)).withPorts(ports(arguments));
        Optional<String> bind = arguments.value("bind");
        if (bind.isPresent()) {
            stack = stack.withBind(bind.get());
        }
        for (String setting : arguments.values("set")) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new Arguments.UsageException(
                        "--set %s (expected: name=value)".formatted(setting));
            }
            stack = stack.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        if (arguments.has("auth")) {
            stack = stack.with(StackOptions.AUTHENTICATION, StackOptions.REQUIRED);
        }
        stack.refuseOpenPorts();
        return new UpOptions(stack, arguments.has("detach"), arguments.has("separate"));
    }

    /**
     * The given directory, else the one that the launcher script names, else {@code .stacklens}.
     */
    static Path dataDir(Arguments arguments) {
        String usual = System.getenv().getOrDefault("STACKLENS_DATA_DIR", ".stacklens");
        return Path.of(arguments.value(DATA_DIR).orElse(usual)).toAbsolutePath().normalize();
    }

    private static StackPorts ports(Arguments arguments) {
        StackPorts ports = shifted(arguments.number("port-offset").orElse(0));
        for (String name : ports.names()) {
            Optional<Integer> port = arguments.number(name + "-port");
            if (port.isPresent()) {
                ports = ports.with(name, inRange(name, port.get()));
            }
        }
        return ports;
    }

    private static StackPorts shifted(int offset) {
        StackPorts ports = StackPorts.usual().shifted(offset);
        if (ports.byName().values().stream().anyMatch(port -> port < 1 || port > 65535)) {
            throw new Arguments.UsageException(
                    "--port-offset: %d (expected: ports from 1 to 65535)".formatted(offset));
        }
        return ports;
    }

    private static int inRange(String name, int port) {
        if (port < 0 || port > 65535) {
            throw new Arguments.UsageException(
                    "--%s-port: %d (expected: 0 to 65535)".formatted(name, port));
        }
        return port;
    }
}
