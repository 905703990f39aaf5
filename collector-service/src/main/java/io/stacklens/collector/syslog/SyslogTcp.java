package io.stacklens.collector.syslog;

import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.collector.multiline.Multiline;
import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Listens for syslog over TCP; each stream has a virtual thread. */
@Component
class SyslogTcp implements SmartLifecycle, HealthComponent {

    private static final Logger log = LoggerFactory.getLogger(SyslogTcp.class);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BACKLOG = 256;
    private static final long STOP_SECONDS = 5;

    private final SyslogProperties properties;
    private final Collector collector;
    private final MemoryBudget budget;
    private final Multiline multiline;
    private final Clock clock;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ServerSocket server;

    SyslogTcp(
            SyslogProperties properties,
            Collector collector,
            MemoryBudget budget,
            Multiline multiline,
            Clock clock) {
        this.properties = properties;
        this.collector = collector;
        this.budget = budget;
        this.multiline = multiline;
        this.clock = clock;
    }

    int port() {
        ServerSocket bound = server;
        return bound == null ? 0 : bound.getLocalPort();
    }

    @Override
    public String name() {
        return "syslog-tcp";
    }

    @Override
    public State check() {
        return isRunning() ? State.up("port " + port()) : State.down("not bound");
    }

    @Override
    public void start() {
        InetSocketAddress address =
                new InetSocketAddress(properties.address(), properties.tcpPort());
        try {
            ServerSocket bound = new ServerSocket();
            bound.setReuseAddress(true);
            bound.bind(address, BACKLOG);
            server = bound;
            Thread.ofPlatform().daemon().name("syslog-tcp").start(() -> listen(bound));
            log.atInfo().addKeyValue("port", port()).log("listening for syslog over TCP");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen for syslog over TCP on %s (expected: a free port)"
                            .formatted(address),
                    e);
        }
    }

    @Override
    public void stop() {
        ServerSocket bound = server;
        server = null;
        if (bound != null) {
            close(bound);
        }
        open.forEach(SyslogTcp::close);
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

    @Override
    public boolean isRunning() {
        return server != null;
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
        if (open.size() >= properties.maxConnections()) {
            log.atWarn().addKeyValue("open", open.size()).log("syslog stream refused");
            socket.close();
            return;
        }
        socket.setKeepAlive(true);
        open.add(socket);
        SyslogConnection connection =
                new SyslogConnection(
                        socket,
                        collector,
                        budget,
                        clock,
                        multiline.joiner(properties.maxMessage().toBytes()),
                        Math.toIntExact(properties.maxMessage().toBytes()));
        streams.execute(
                () -> {
                    try {
                        connection.run();
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
