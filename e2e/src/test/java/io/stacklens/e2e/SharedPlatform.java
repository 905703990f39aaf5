package io.stacklens.e2e;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.standalone.Progress;
import io.stacklens.standalone.Service;
import io.stacklens.standalone.Stack;
import io.stacklens.standalone.StackOptions;
import io.stacklens.standalone.StackPorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The whole platform, started once for all end-to-end tests: real broker, real database, six
 * services, on free ports, in a directory that is deleted at the end. Each test uses words and
 * service names of its own ({@link #newRun}), so that none sees another's lines.
 *
 * <p>Tests run one after the other, except those that mostly wait: they are {@code CONCURRENT} and
 * hold {@link #RUNNING} to read. Who restarts the platform, or counts what others would change,
 * holds it to write.
 */
final class SharedPlatform {

    /** The name of a lock on the platform. */
    static final String RUNNING = "the shared platform";

    /** Order of a class that counts what others may add to: after those that mostly wait. */
    static final int LATE = Integer.MAX_VALUE - 3;

    /** Order of a class that needs the platform for itself. */
    static final int ALONE = Integer.MAX_VALUE - 2;

    /** Order of the class that looks at what all others were counted as. */
    static final int AFTER_ALL = Integer.MAX_VALUE - 1;

    /** Order of a class that restarts the platform, which begins counting anew. */
    static final int RESTARTING = Integer.MAX_VALUE;

    private static final SharedPlatform SHARED = new SharedPlatform();

    private final AtomicInteger runs = new AtomicInteger();
    private final Path dataDir;
    private Stack stack;

    private SharedPlatform() {
        try {
            dataDir = Files.createTempDirectory("stacklens-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stack = start(StackPorts.free(), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of e2e"));
    }

    static SharedPlatform get() {
        return SHARED;
    }

    /** Stops everything in order, and starts it again on the same data and ports. */
    void restart() {
        restart(Map.of());
    }

    /** As {@link #restart()}, with further settings until the next restart. */
    void restart(Map<String, String> settings) {
        StackPorts ports = stack.ports();
        stack.close();
        stack = start(ports, settings);
    }

    /** A word that no other test uses. */
    String newRun() {
        return "run" + Long.toString(System.currentTimeMillis(), 36) + "x" + runs.incrementAndGet();
    }

    URI address(Service service) {
        return URI.create("http://localhost:" + stack.ports().port(service));
    }

    InetSocketAddress syslog() {
        return InetSocketAddress.createUnresolved(
                "localhost", stack.ports().port(StackPorts.SYSLOG));
    }

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    ApiClient api() {
        return new ApiClient(address(Service.DASHBOARD));
    }

    /** One that shows a token or a key. */
    ApiClient apiAs(String bearer) {
        return new ApiClient(address(Service.DASHBOARD), "Bearer " + bearer);
    }

    Ingest ingest() {
        return new Ingest(address(Service.COLLECTOR));
    }

    private Stack start(StackPorts ports, Map<String, String> settings) {
        StackOptions options =
                StackOptions.defaults(dataDir)
                        .withPorts(ports)
                        .with("stacklens.notifications.allowed-targets", "127.0.0.1");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.with(setting.getKey(), setting.getValue());
        }
        Stack fresh = Stack.prepare(options, new Progress(System.out));
        fresh.start();
        return fresh;
    }

    private void end() {
        stack.close();
        try (Stream<Path> files = Files.walk(dataDir)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("cannot delete " + dataDir + ": " + e);
        }
    }
}
