package io.stacklens.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a stack is started.
 *
 * @param dataDir holds the data, the log and the state of the running process
 * @param bind the address that the services listen on; the loopback address needs no credentials
 * @param settings further settings for all services, as in their configuration files
 */
public record StackOptions(
        Path dataDir, StackPorts ports, String bind, Map<String, String> settings) {

    public StackOptions {
        settings = Map.copyOf(settings);
    }

    public static StackOptions defaults(Path dataDir) {
        return new StackOptions(dataDir, StackPorts.usual(), "127.0.0.1", Map.of());
    }

    public StackOptions withDataDir(Path newDataDir) {
        return new StackOptions(newDataDir, ports, bind, settings);
    }

    public StackOptions withPorts(StackPorts newPorts) {
        return new StackOptions(dataDir, newPorts, bind, settings);
    }

    public StackOptions withBind(String newBind) {
        return new StackOptions(dataDir, ports, newBind, settings);
    }

    public StackOptions with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new StackOptions(dataDir, ports, bind, more);
    }
}
