package io.stacklens.e2e.load;

import io.stacklens.e2e.load.StoredSize.Database;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * What a running platform has written of itself into its data directory: its process and its ports.
 * The usual ports where nothing is written.
 */
public final class PlatformState {

    private static final List<String> SERVICES =
            List.of("collector", "parser", "enrichment", "analytics", "anomaly");

    private final Path dataDir;
    private final Properties state;

    private PlatformState(Path dataDir, Properties state) {
        this.dataDir = dataDir;
        this.state = state;
    }

    public static PlatformState read(Path dataDir) {
        return new PlatformState(dataDir, load(dataDir.resolve("run.properties")));
    }

    /** The process that was started first; empty when no platform runs on this machine. */
    OptionalLong process() {
        String pid = state.getProperty("pid");
        return pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid));
    }

    int collector() {
        return port("collector", 8001);
    }

    int syslog() {
        return port("syslog", 5514);
    }

    public int dashboard() {
        return port("dashboard", 8005);
    }

    int kafka() {
        return port("kafka", 19092);
    }

    /** The services that pass records on, by name; empty when their ports are not written. */
    Map<String, URI> services() {
        Map<String, URI> services = new LinkedHashMap<>();
        for (String name : SERVICES) {
            String port = state.getProperty("port." + name);
            if (port != null) {
                services.put(name, URI.create("http://localhost:" + port));
            }
        }
        return services;
    }

    /** The database beside the platform; empty when it is not there or another one is used. */
    public Optional<Database> database() {
        String port = state.getProperty("port.postgres");
        String password =
                load(dataDir.resolve("postgres").resolve("passwords.properties"))
                        .getProperty("owner");
        return port == null || password == null
                ? Optional.empty()
                : Optional.of(
                        new Database(
                                "jdbc:postgresql://127.0.0.1:%s/stacklens".formatted(port),
                                "stacklens_owner",
                                password));
    }

    private int port(String name, int usual) {
        return Integer.parseInt(state.getProperty("port." + name, Integer.toString(usual)));
    }

    /** Empty where there is no such file: none runs here, it may run elsewhere. */
    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            properties.clear();
        }
        return properties;
    }
}
