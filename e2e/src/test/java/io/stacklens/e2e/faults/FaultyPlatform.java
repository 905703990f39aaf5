package io.stacklens.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.e2e.client.Ingest;
import io.stacklens.standalone.Progress;
import io.stacklens.standalone.SeparateStack;
import io.stacklens.standalone.Service;
import io.stacklens.standalone.StackOptions;
import io.stacklens.standalone.StackPorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The platform with a process for each part, as {@code up --separate} starts it, and its ills. */
final class FaultyPlatform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Processes are started often here, and live for a minute. */
    private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

    /** Full after seconds without the broker, so that requests are refused too. */
    private static final String SPOOL = "512KB";

    private static final String SEGMENT = "64KB";

    private final Path dataDir;
    private final SeparateStack stack;

    private volatile boolean delete;
    private final AtomicInteger canaries = new AtomicInteger();

    private FaultyPlatform(Path dataDir, SeparateStack stack) {
        this.dataDir = dataDir;
        this.stack = stack;
    }

    static FaultyPlatform start() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dataDir = Files.createTempDirectory(target, "faults");
        SeparateStack stack =
                SeparateStack.prepare(
                        StackOptions.defaults(dataDir)
                                .withPorts(StackPorts.free())
                                .with("stacklens.collector.spool.max-size", SPOOL)
                                .with("stacklens.collector.spool.segment-size", SEGMENT),
                        JAVA_OPTIONS,
                        new Progress(System.out));
        FaultyPlatform platform = new FaultyPlatform(dataDir, stack);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "faults-stop"));
        stack.start();
        return platform;
    }

    URI address(Service service) {
        return address(stack.ports().port(service));
    }

    static URI address(int port) {
        return URI.create("http://localhost:" + port);
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

    Ingest ingest() {
        return new Ingest(address(Service.COLLECTOR));
    }

    SeparateStack stack() {
        return stack;
    }

    /** The process of a part, or 0 while there is none. */
    long process(String part) {
        return stack.processes().getOrDefault(part, 0L);
    }

    /** Kills a process, and returns when the supervisor has started it again. */
    void kill(String part) {
        long killed = process(part);
        signal(killed, "KILL");
        await().atMost(PATIENCE).until(() -> process(part) != killed && process(part) != 0);
    }

    /** Starts another instance of a service; returns its port. */
    int startInstance(String part, Service service) {
        return stack.startInstance(part, service);
    }

    void signal(String part, String signal) {
        signal(process(part), signal);
    }

    private static void signal(long process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the instance that listens there has its part of the work. */
    void awaitReady(int port) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isReady(port));
    }

    /** Waits until a line that is sent now has been accepted, and found. */
    void awaitFlowing() {
        String word = "canary" + canaries.incrementAndGet();
        try (Ingest ingest = ingest();
                ApiClient api = api()) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> ingest.post("/ingest/canary", word).isOk());
            await().atMost(PATIENCE).ignoreExceptions().until(() -> api.count(word) > 0);
        }
    }

    /** Waits until the collector has no room for a line that is sent now, and says so. */
    void awaitRefusing() {
        try (Ingest ingest = ingest()) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () ->
                                    ingest.post("/ingest/canary", "room?")
                                            .body()
                                            .toString()
                                            .contains("the spool is full"));
        }
    }

    /** Whether the collector is there, whatever it waits for. */
    boolean collectorAnswers() {
        try {
            return status(address(Service.COLLECTOR), "/actuator/health/liveness") == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static boolean isReady(int port) {
        return status(address(port), "/actuator/health/readiness") == 200;
    }

    private static int status(URI address, String path) {
        try (ApiClient client = new ApiClient(address)) {
            return client.page(path).status();
        }
    }

    /** Unless it is called, data and logs are kept for those who want to know what went wrong. */
    void deleteAtClose() {
        delete = true;
    }

    @Override
    public void close() throws IOException {
        stack.close();
        if (!delete) {
            System.out.println("kept: " + dataDir);
            return;
        }
        try (Stream<Path> files = Files.walk(dataDir)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
