package io.stacklens.e2e.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * What a running platform has written of itself into its data directory: its process and its ports.
 * The usual ports where nothing is written.
 *
 * @param process id of the JVM; empty when no platform runs on this machine
 */
record PlatformState(OptionalLong process, int collector, int syslog, int dashboard) {

    static PlatformState read(Path dataDir) {
        Properties state = new Properties();
        try (InputStream in = Files.newInputStream(dataDir.resolve("run.properties"))) {
            state.load(in);
        } catch (IOException e) {
            // None runs here; it may run elsewhere.
        }
        String pid = state.getProperty("pid");
        return new PlatformState(
                pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid)),
                port(state, "port.collector", 8001),
                port(state, "port.syslog", 5514),
                port(state, "port.dashboard", 8005));
    }

    private static int port(Properties state, String name, int usual) {
        return Integer.parseInt(state.getProperty(name, Integer.toString(usual)));
    }
}
