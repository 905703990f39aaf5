package io.stacklens.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.e2e.load.Load;
import io.stacklens.standalone.Service;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** A short run of the load tool: every line it sent is found and counted. */
@Order(SharedPlatform.ALONE)
@ResourceLock(SharedPlatform.RUNNING)
class LoadIT {

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void itsNumbersReconcile(@TempDir Path dataDir) throws Exception {
        writePorts(dataDir);
        int exitCode =
                Load.run(
                        "--lines",
                        "20000",
                        "--batch",
                        "250",
                        "--warm-up",
                        "2s",
                        "--rate",
                        "5000",
                        "--data-dir",
                        dataDir.toString());

        assertThat(exitCode).isZero();
    }

    /** What {@code up} writes for those who look for a running platform. */
    private void writePorts(Path dataDir) throws IOException {
        Properties ports = new Properties();
        for (Service service : Service.values()) {
            ports.setProperty(
                    "port." + service.name().toLowerCase(Locale.ROOT),
                    Integer.toString(platform.address(service).getPort()));
        }
        ports.setProperty("port.syslog", Integer.toString(platform.syslog().getPort()));
        ports.setProperty("port.kafka", platform.bootstrapServers().replaceFirst(".*:", ""));
        try (OutputStream out = Files.newOutputStream(dataDir.resolve("run.properties"))) {
            ports.store(out, null);
        }
    }
}
