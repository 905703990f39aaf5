package io.stacklens.standalone;

import io.stacklens.embedded.Database;
import io.stacklens.embedded.EmbeddedBroker;
import io.stacklens.embedded.EmbeddedPostgres;
import io.stacklens.embedded.Migrator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The whole of StackLens in this JVM, with PostgreSQL beside it. It starts what others need first,
 * and stops in the opposite order: the intake before those who drain it, the services before broker
 * and database.
 */
public final class Stack implements Platform {

    private static final Logger log = LoggerFactory.getLogger(Stack.class);
    private static final String DATABASE = "stacklens";

    /** Contexts are mostly class loading and reflection: more threads than cores gain nothing. */
    private static final int STARTERS = 2;

    private final StackOptions options;
    private final Progress progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean broken;
    private boolean closed;

    private Stack(StackOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Prepares a stack; a shutdown hook can be given its {@link #close} before it starts. */
    public static Stack prepare(StackOptions options, Progress progress) {
        ChildProcess.stopLeftOver(options.dataDir());
        EmbeddedPostgres.stopLeftOver(PostgresProcess.directory(options.dataDir()));
        return new Stack(options.withPorts(options.ports().requireFree()), progress);
    }

    @Override
    public void start() {
        try {
            CompletableFuture<Database> database =
                    CompletableFuture.supplyAsync(this::startDatabase);
            CompletableFuture<String> broker = CompletableFuture.supplyAsync(this::startBroker);
            startServices(new ServiceSettings(options, database.join(), broker.join()));
            new Health(options.ports()).awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e instanceof CompletionException wrapped
                            && wrapped.getCause() instanceof RuntimeException cause
                    ? cause
                    : e;
        }
    }

    @Override
    public StackPorts ports() {
        return options.ports();
    }

    /** Only PostgreSQL is a process beside this one. */
    @Override
    public Map<String, Long> processes() {
        return Map.of();
    }

    @Override
    public void onChange(Runnable changed) {
        // nothing changes
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + options.ports().port(StackPorts.KAFKA);
    }

    private Database startDatabase() {
        EmbeddedPostgres postgres =
                keep(
                        EmbeddedPostgres.start(
                                PostgresProcess.directory(options.dataDir()),
                                options.ports().port(StackPorts.POSTGRES)));
        Database database = postgres.createDatabase(DATABASE);
        Migrator.migrate(database.url(), database.ownerUser(), database.ownerPassword());
        progress.step("PostgreSQL", "127.0.0.1:" + postgres.port());
        FirstUserMaker.make(options, database, progress);
        return database;
    }

    private String startBroker() {
        EmbeddedBroker broker =
                keep(
                        EmbeddedBroker.start(
                                options.dataDir().resolve("kafka"),
                                options.ports().port(StackPorts.KAFKA)));
        try {
            Migrator.createTopics(broker.bootstrapServers());
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the topics", e);
        }
        progress.step("Kafka", broker.bootstrapServers());
        return broker.bootstrapServers();
    }

    /** The collector comes last, so that it is the first to stop and the rest drain. */
    private void startServices(ServiceSettings settings) {
        List<Service> downstreamFirst = new ArrayList<>(List.of(Service.values()).reversed());
        try (ExecutorService starters = Executors.newFixedThreadPool(STARTERS)) {
            List<CompletableFuture<Void>> contexts =
                    downstreamFirst.stream()
                            .map(
                                    service ->
                                            CompletableFuture.runAsync(
                                                    () -> start(service, settings), starters))
                            .toList();
            contexts.forEach(CompletableFuture::join);
        }
    }

    private void start(Service service, ServiceSettings settings) {
        if (broken) {
            return; // what is started now would be stopped at once
        }
        try {
            keep(service.application().run(settings.argumentsOf(service)));
        } catch (RuntimeException e) {
            broken = true;
            throw new IllegalStateException(service.lowerCase() + " does not start", e);
        }
        progress.step(
                service.lowerCase(),
                "http://%s:%d".formatted(options.bind(), options.ports().port(service)));
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (closed) {
            close(part);
            throw new IllegalStateException("stopped while starting");
        }
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        broken = true; // nothing more is started
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // one part that does not stop must not keep the others running
            log.atError()
                    .addKeyValue("part", part.getClass().getSimpleName())
                    .setCause(e)
                    .log("cannot stop a part");
        }
    }
}
