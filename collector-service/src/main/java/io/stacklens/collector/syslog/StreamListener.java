package io.stacklens.collector.syslog;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Takes streams on a port; each is read in a virtual thread of its own. */
final class StreamListener {

    private static final Logger log = LoggerFactory.getLogger(StreamListener.class);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BACKLOG = 256;
    private static final long STOP_SECONDS = 5;

    private final String name;
    private final int maxConnections;
    private final Consumer<Socket> reader;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ServerSocket server;

    /**
     * @param name of the thread that accepts, also in logs
     * @param maxConnections how many streams may be open; further ones are closed at once
     * @param reader reads a stream to its end and closes it
     */
    StreamListener(String name, int maxConnections, Consumer<Socket> reader) {
        this.name = name;
        this.maxConnections = maxConnections;
        this.reader = reader;
    }

    /** The port that is listened on, 0 when none is. */
    int port() {
        ServerSocket bound = server;
        return bound == null ? 0 : bound.getLocalPort();
    }

    boolean isBound() {
        return server != null;
    }

    void start(InetSocketAddress address) {
        try {
            ServerSocket bound = new ServerSocket();
            bound.setReuseAddress(true);
            bound.bind(address, BACKLOG);
            server = bound;
            Thread.ofPlatform().daemon().name(name).start(() -> listen(bound));
            log.atInfo()
                    .addKeyValue("listener", name)
                    .addKeyValue("port", port())
                    .log("listening for streams");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot listen on %s (expected: a free port)".formatted(name, address), e);
        }
    }

    void stop() {
        ServerSocket bound = server;
        server = null;
        if (bound != null) {
            close(bound);
        }
        open.forEach(StreamListener::close);
        streams.shutdown();
        try {
            if (!streams.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                streams.shutdownNow();
            }
        } catch (InterruptedException _) {
            streams.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void listen(ServerSocket bound) {
        while (!bound.isClosed()) {
            try {
                take(bound.accept());
            } catch (IOException e) {
                log.atDebug().setCause(e).log("no stream accepted");
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE); // such as too many open files
            }
        }
    }

    private void take(Socket socket) throws IOException {
        if (open.size() >= maxConnections) {
            log.atWarn()
                    .addKeyValue("listener", name)
                    .addKeyValue("open", open.size())
                    .log("stream refused: too many are open");
            socket.close();
            return;
        }
        socket.setKeepAlive(true);
        open.add(socket);
        streams.execute(
                () -> {
                    try {
                        reader.accept(socket);
                    } finally {
                        open.remove(socket);
                    }
                });
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("socket not closed");
        }
    }
}
