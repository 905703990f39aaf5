package io.stacklens.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is known of a running stack, in {@code run.properties} of its data directory: its process,
 * whether it is ready, its ports, and the processes it looks after. Valid only while the process
 * holds the lock beside it, so a kill leaves nothing that must be cleaned up.
 */
record RunState(long pid, boolean ready, StackPorts ports, Map<String, Long> processes) {

    private static final String PORT = "port.";
    private static final String PROCESS = "process.";

    static RunState ofThisProcess(Platform platform, boolean ready) {
        return new RunState(
                ProcessHandle.current().pid(), ready, platform.ports(), platform.processes());
    }

    /** Held as long as this JVM lives. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Takes the data directory for this process; empty when another one has it. */
    static Optional<Lock> lock(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileChannel channel =
                FileChannel.open(
                        dataDir.resolve("run.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Lock(channel));
    }

    /** The state of the stack that runs on a data directory; empty when none runs. */
    static Optional<RunState> running(Path dataDir) {
        if (!Files.exists(dataDir.resolve("run.lock"))) {
            return Optional.empty();
        }
        try {
            Optional<Lock> unused = lock(dataDir);
            if (unused.isPresent()) {
                unused.get().close();
                return Optional.empty();
            }
            return read(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state in " + dataDir, e);
        }
    }

    private static Optional<RunState> read(Path dataDir) throws IOException {
        Path file = file(dataDir);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<String, Long> processes = new TreeMap<>();
        for (String name : kept.stringPropertyNames()) {
            String value = kept.getProperty(name);
            if (name.startsWith(PORT)) {
                ports.put(name.substring(PORT.length()), Integer.valueOf(value));
            } else if (name.startsWith(PROCESS)) {
                processes.put(name.substring(PROCESS.length()), Long.valueOf(value));
            }
        }
        return Optional.of(
                new RunState(
                        Long.parseLong(kept.getProperty("pid")),
                        Boolean.parseBoolean(kept.getProperty("ready")),
                        new StackPorts(ports),
                        processes));
    }

    void write(Path dataDir) throws IOException {
        Properties kept = new Properties();
        kept.setProperty("pid", Long.toString(pid));
        kept.setProperty("ready", Boolean.toString(ready));
        ports.byName().forEach((name, port) -> kept.setProperty(PORT + name, port.toString()));
        processes.forEach((name, id) -> kept.setProperty(PROCESS + name, id.toString()));
        Path fresh = file(dataDir).resolveSibling("run.properties.new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            kept.store(out, null);
        }
        Files.move(fresh, file(dataDir), StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Path dataDir) throws IOException {
        Files.deleteIfExists(file(dataDir));
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("run.properties");
    }
}
