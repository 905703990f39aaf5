package io.stacklens.embedded;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server beside this JVM, on the loopback address, with passwords of its own. Its data
 * survive a restart and a kill of either process. One process at a time may use a directory.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final String SUPERUSER = "postgres";

    private final Path root;
    private final Path data;
    private final Secrets secrets;
    private final int port;
    private final Databases databases;
    private final FileChannel lock;

    private EmbeddedPostgres(Path root, Path data, Secrets secrets, int port, FileChannel lock) {
        this.root = root;
        this.data = data;
        this.secrets = secrets;
        this.port = port;
        this.databases = new Databases("127.0.0.1:" + port, secrets);
        this.lock = lock;
    }

    /** Starts a server with the default options on a port; 0 takes a free one. */
    public static EmbeddedPostgres start(Path dataDir, int port) {
        return start(dataDir, PostgresOptions.defaults().withPort(port));
    }

    /** Starts a server on the data of a directory, which is made when missing. */
    public static EmbeddedPostgres start(Path dataDir, PostgresOptions options) {
        return start(dataDir, options, ServerUser.choose());
    }

    static EmbeddedPostgres start(Path dataDir, PostgresOptions options, ServerUser user) {
        try {
            Path root = Files.createDirectories(dataDir).toRealPath();
            FileChannel lock = lock(root);
            try {
                return start(root, options, user, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + dataDir, e);
        }
    }

    /**
     * Stops the server that a killed process left behind on a directory, if there is one, so that
     * its port is free; does nothing to the server of a process that lives.
     */
    public static void stopLeftOver(Path dataDir) {
        if (!Files.isDirectory(dataDir)) {
            return;
        }
        try {
            Path root = dataDir.toRealPath();
            try (FileChannel _ = lock(root)) {
                stopPostmaster(PostgresPlaces.data(root, ServerUser.choose()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + dataDir, e);
        }
    }

    private static void stopPostmaster(Path data) throws IOException {
        Optional<Postmaster> leftOver = Postmaster.of(data);
        if (leftOver.isPresent()) {
            log.atInfo().log("stopping the PostgreSQL that a killed process left behind");
            leftOver.get().stop();
        }
    }

    private static EmbeddedPostgres start(
            Path root, PostgresOptions options, ServerUser user, FileChannel lock)
            throws IOException {
        Path data = PostgresPlaces.data(root, user);
        stopPostmaster(data);
        int port = Ports.requireFree(options.port(), "PostgreSQL");
        Path home = PostgresPlaces.programs(options.extension(), root, user);
        Secrets secrets = Secrets.loadOrMake(root.resolve("passwords.properties"));
        EmbeddedPostgres postgres = new EmbeddedPostgres(root, data, secrets, port, lock);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            postgres.initialise(home, user);
        }
        Process process = postgres.launch(home, user, options.settings());
        try {
            postgres.awaitReady(process);
            postgres.makeRoles();
            postgres.requireOwnData();
        } catch (IOException | RuntimeException e) {
            postgres.stop();
            throw e;
        }
        log.atInfo().addKeyValue("port", port).log("PostgreSQL started");
        return postgres;
    }

    public int port() {
        return port;
    }

    /** The server's process; empty when it has ended without {@link #close}, such as by a kill. */
    public Optional<ProcessHandle> process() {
        try {
            return Postmaster.of(data).map(Postmaster::process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which process serves " + root, e);
        }
    }

    public String jdbcUrl(String database) {
        return databases.jdbcUrl(database);
    }

    Databases databases() {
        return databases;
    }

    /** One database of this server with the credentials of its roles. */
    public Database database(String name) {
        return databases.get(name);
    }

    /** Makes an empty database of the owner's, unless it is there. */
    public Database createDatabase(String name) {
        return databases.create(name);
    }

    /** Stops the server and waits for it; what was committed is on disk. */
    @Override
    public void close() {
        stop();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + root, e);
        }
    }

    private void stop() {
        try {
            Optional<Postmaster> running = Postmaster.of(data);
            if (running.isPresent()) {
                running.get().stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL in " + root, e);
        }
    }

    /**
     * Held for the life of the server, so that a second process cannot mistake it for left over.
     */
    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // held in this JVM
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another process uses this directory");
        }
        return channel;
    }

    private void initialise(Path home, ServerUser user) throws IOException {
        Files.createDirectories(data);
        Path passwordFile = Files.createTempFile(data.getParent(), "initdb", null);
        try {
            Files.setPosixFilePermissions(
                    passwordFile, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(passwordFile, secrets.superuser());
            user.own(data);
            user.own(passwordFile);
            Process initdb =
                    process(
                                    user.command(
                                            home.resolve("bin/initdb").toString(),
                                            "--pgdata=" + data,
                                            "--username=" + SUPERUSER,
                                            "--pwfile=" + passwordFile,
                                            "--auth=scram-sha-256",
                                            "--encoding=UTF8",
                                            "--locale=C",
                                            "--no-instructions"))
                            .start();
            if (!initdb.waitFor(120, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw new IOException("initdb failed: " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during initdb", e);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private Process launch(Path home, ServerUser user, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own, or Ctrl-C would stop the server before those who use it.
        command.add("setsid");
        command.addAll(
                user.command(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories="));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return process(command).start();
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command)
                .directory(data.toFile().getParentFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog().toFile()));
    }

    private Path serverLog() {
        return root.resolve("server.log");
    }

    private void awaitReady(Process process) throws IOException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (Postmaster.of(data).filter(Postmaster::isReady).isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL ended at its start: " + lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "PostgreSQL is not ready after %s: %s"
                                .formatted(READY_WITHIN, lastWords()));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while PostgreSQL started", e);
            }
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(serverLog());
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** At the first start only; nobody connects as superuser afterwards. */
    private void makeRoles() throws IOException {
        Path done = root.resolve("roles-made");
        if (Files.exists(done)) {
            return;
        }
        try (Connection connection =
                DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, secrets.superuser())) {
            new RoleMaker(secrets.owner(), secrets.app(), secrets.query()).make(connection);
        } catch (SQLException e) {
            throw new IOException("cannot make the roles", e);
        }
        Files.createFile(done);
    }

    /** Whatever answers on the port must be the server of our own directory. */
    private void requireOwnData() throws IOException {
        try (Connection connection = databases.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            answer.next();
            if (!answer.getString(1).equals(data.toString())) {
                throw new IOException(
                        "port %d serves %s (expected: %s)"
                                .formatted(port, answer.getString(1), data));
            }
        } catch (SQLException e) {
            throw new IOException("cannot connect to the PostgreSQL just started", e);
        }
    }
}
