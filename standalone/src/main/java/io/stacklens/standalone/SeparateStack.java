package io.stacklens.standalone;

import static java.util.Objects.requireNonNull;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedPostgres;
import io.stacklens.embedded.Migrator;
import io.stacklens.embedded.Ports;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * StackLens with a process each for broker, PostgreSQL and the six services. A process that ends by
 * itself is started again. The intake stops before those who drain it, the services before broker
 * and database.
 */
public final class SeparateStack implements Platform {

    /** What the broker's process is called; a service's is called as the service. */
    public static final String BROKER = Child.BROKER;

    /** What the database's process is called. */
    public static final String POSTGRES = "postgresql";

    private static final String DATABASE = "stacklens";

    private final StackOptions options;
    private final List<String> javaOptions;
    private final Progress progress;

    /** In the order of their start. */
    private final Map<String, Supervisor> parts = new LinkedHashMap<>();

    private volatile Runnable changed = () -> {};
    private volatile @Nullable Database database;
    private boolean closed;

    private SeparateStack(StackOptions options, List<String> javaOptions, Progress progress) {
        this.options = options;
        this.javaOptions = List.copyOf(javaOptions);
        this.progress = progress;
    }

    /**
     * Prepares a stack; a shutdown hook can be given its {@link #close} before it starts.
     *
     * @param javaOptions further options of each process that is a JVM
     */
    public static SeparateStack prepare(
            StackOptions options, List<String> javaOptions, Progress progress) {
        ChildProcess.stopLeftOver(options.dataDir());
        EmbeddedPostgres.stopLeftOver(PostgresProcess.directory(options.dataDir()));
        return new SeparateStack(
                options.withPorts(options.ports().requireFree()), javaOptions, progress);
    }

    @Override
    public void start() {
        try {
            startAll();
            new Health(options.ports()).awaitReady(this::requireAll);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public StackPorts ports() {
        return options.ports();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + options.ports().port(StackPorts.KAFKA);
    }

    @Override
    public synchronized Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        parts.forEach((name, part) -> part.pid().ifPresent(pid -> processes.put(name, pid)));
        return processes;
    }

    @Override
    public void onChange(Runnable newChanged) {
        changed = newChanged;
    }

    /** Stops one process in an orderly way until {@link #startPart}. */
    public void stopPart(String name) {
        part(name).stop();
        changed.run();
    }

    /** Starts what {@link #stopPart} has stopped. */
    public void startPart(String name) {
        part(name).start();
        changed.run();
    }

    /**
     * Starts another instance of a service that has no listeners but HTTP; returns its port.
     *
     * @param name its own, such as {@code parser-2}
     */
    public int startInstance(String name, Service service) {
        StackPorts ports = options.ports().with(service.lowerCase(), Ports.requireFree(0, name));
        startService(name, service, ports);
        return ports.port(service);
    }

    private synchronized Supervisor part(String name) {
        return requireNonNull(parts.get(name), () -> name + " (expected: one of the processes)");
    }

    private void startAll() {
        startPart(BROKER, this::startBroker);
        startPart(POSTGRES, this::startPostgres);
        progress.step("PostgreSQL", "127.0.0.1:" + options.ports().port(StackPorts.POSTGRES));
        for (Service service : List.of(Service.values()).reversed()) {
            startService(service.lowerCase(), service, options.ports());
        }
        // Meanwhile the services start: they wait for schema and topics.
        Database made = requireNonNull(database);
        Migrator.migrate(made.url(), made.ownerUser(), made.ownerPassword());
        FirstUserMaker.make(options, made, progress);
        createTopics();
        progress.step("Kafka", bootstrapServers());
    }

    private void startPart(String name, Supervisor.Launch launch) {
        Supervisor part = new Supervisor(name, launch, this::report);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("stopped while starting");
            }
            parts.put(name, part);
        }
        part.start();
        changed.run();
    }

    private Running startBroker() throws IOException {
        String port = Integer.toString(options.ports().port(StackPorts.KAFKA));
        return child(BROKER, BROKER, List.of(port));
    }

    private Running child(String name, String what, List<String> settings) throws IOException {
        return ChildProcess.start(name, what, options.dataDir(), javaOptions, settings);
    }

    private Running startPostgres() throws IOException {
        PostgresProcess postgres =
                PostgresProcess.start(options.dataDir(), options.ports().port(StackPorts.POSTGRES));
        database = postgres.server().createDatabase(DATABASE);
        return postgres;
    }

    private void startService(String name, Service service, StackPorts ports) {
        List<String> settings =
                new ServiceSettings(options, requireNonNull(database), bootstrapServers())
                        .argumentsOfProcess(service, ports);
        startPart(name, () -> child(name, service.lowerCase(), settings));
        progress.step(name, "http://%s:%d".formatted(options.bind(), ports.port(service)));
    }

    private void createTopics() {
        try {
            Migrator.createTopics(bootstrapServers());
        } catch (ExecutionException e) {
            requireAll();
            throw new IllegalStateException("cannot make the topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the topics", e);
        }
    }

    /** While all start, one that ends is not worth waiting for. */
    private synchronized void requireAll() {
        for (Supervisor part : parts.values()) {
            if (part.ends() > 0) {
                throw new IllegalStateException(
                        "%s does not start; %s says why"
                                .formatted(
                                        part.name(),
                                        options.dataDir()
                                                .resolve("logs")
                                                .resolve(part.name() + ".log")));
            }
        }
    }

    private void report(String what) {
        progress.say(what);
        changed.run();
    }

    @Override
    public void close() {
        List<Supervisor> lastFirst;
        synchronized (this) {
            closed = true;
            lastFirst = new ArrayList<>(parts.values()).reversed();
            parts.clear();
        }
        lastFirst.forEach(Supervisor::stop);
    }
}
