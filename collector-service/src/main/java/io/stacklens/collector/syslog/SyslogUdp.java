package io.stacklens.collector.syslog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.collector.intake.RawLine;
import io.stacklens.collector.multiline.HeldPeers;
import io.stacklens.collector.multiline.Multiline;
import io.stacklens.model.EpochNanos;
import io.stacklens.pipeline.health.HealthComponent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Listens for syslog over UDP, one message a datagram. A sender can neither be answered nor slowed
 * down, so what neither Kafka nor the spool takes is dropped and counted. The last line of each
 * program of a peer waits a moment for lines that continue it.
 */
@Component
class SyslogUdp implements SmartLifecycle, HealthComponent {

    private static final Logger log = LoggerFactory.getLogger(SyslogUdp.class);
    private static final int MAX_DATAGRAM = 65_535;
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final SyslogProperties properties;
    private final Collector collector;
    private final MemoryBudget budget;
    private final Clock clock;
    private final MeterRegistry registry;
    private final HeldPeers held;
    private final Duration flushAfter;
    private @Nullable Thread listener;
    private @Nullable ScheduledExecutorService timer;
    private volatile @Nullable DatagramChannel channel;
    private volatile boolean isDropping;

    SyslogUdp(
            SyslogProperties properties,
            Collector collector,
            MemoryBudget budget,
            Multiline multiline,
            Clock clock,
            MeterRegistry registry) {
        this.properties = properties;
        this.collector = collector;
        this.budget = budget;
        this.clock = clock;
        this.registry = registry;
        this.held = new HeldPeers(multiline, properties.maxMessage().toBytes(), this::deliver);
        this.flushAfter = multiline.flushAfter();
    }

    int port() {
        DatagramChannel bound = channel;
        return bound == null ? 0 : bound.socket().getLocalPort();
    }

    @Override
    public String name() {
        return "syslog-udp";
    }

    @Override
    public State check() {
        return isRunning() ? State.up("port " + port()) : State.down("not bound");
    }

    @Override
    public void start() {
        InetSocketAddress address =
                new InetSocketAddress(properties.address(), properties.udpPort());
        try {
            DatagramChannel bound = open(address);
            channel = bound;
            listener = Thread.ofPlatform().daemon().name("syslog-udp").start(() -> listen(bound));
            timer = flushing();
            FunctionCounter.builder(
                            "stacklens.collector.udp.kernel.dropped",
                            new KernelDrops(port()),
                            KernelDrops::count)
                    .description("Datagrams that the system dropped before they were read")
                    .register(registry);
            log.atInfo()
                    .addKeyValue("port", port())
                    .addKeyValue("buffer", bound.getOption(StandardSocketOptions.SO_RCVBUF))
                    .log("listening for syslog over UDP");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen for syslog over UDP on %s (expected: a free port)"
                            .formatted(address),
                    e);
        }
    }

    @Override
    public void stop() {
        DatagramChannel bound = channel;
        channel = null;
        if (bound != null) {
            try {
                bound.close();
            } catch (IOException e) {
                log.atDebug().setCause(e).log("socket not closed");
            }
        }
        stop(listener, timer);
        held.flushAll();
    }

    private static void stop(@Nullable Thread listener, @Nullable ScheduledExecutorService timer) {
        try {
            if (listener != null) {
                listener.join(STOP_TIME);
            }
            if (timer != null) {
                timer.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lines wait up to half as long again as they should, which spares looking at each in time. */
    private ScheduledExecutorService flushing() {
        ScheduledExecutorService made =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("syslog-udp-flush").factory());
        long period = Math.max(1, flushAfter.toNanos() / 2);
        var _ = made.scheduleWithFixedDelay(this::flushDue, period, period, TimeUnit.NANOSECONDS);
        return made;
    }

    private void flushDue() {
        try {
            held.flushDue(System.nanoTime());
        } catch (RuntimeException e) { // or the timer would never come again
            log.atWarn().setCause(e).log("held syslog lines not handed on");
        }
    }

    @Override
    public boolean isRunning() {
        return channel != null;
    }

    private DatagramChannel open(InetSocketAddress address) throws IOException {
        boolean isIpv4 = address.getAddress() instanceof Inet4Address;
        DatagramChannel opened =
                isIpv4 && !address.getAddress().isAnyLocalAddress()
                        ? DatagramChannel.open(StandardProtocolFamily.INET)
                        : DatagramChannel.open();
        opened.setOption(
                StandardSocketOptions.SO_RCVBUF,
                Math.toIntExact(properties.udpReceiveBuffer().toBytes()));
        try {
            return opened.bind(address);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private void listen(DatagramChannel bound) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        while (bound.isOpen()) {
            try {
                buffer.clear();
                if (bound.receive(buffer) instanceof InetSocketAddress peer) {
                    take(buffer.flip(), peer);
                }
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                log.atDebug().setCause(e).log("no datagram received");
            }
        }
    }

    private void take(ByteBuffer datagram, InetSocketAddress peer) {
        int length = datagram.remaining();
        while (length > 0 && SyslogFramer.isLineEnd(datagram.get(length - 1))) {
            length--;
        }
        if (length == 0) {
            collector.discarded("empty", 1);
        } else {
            byte[] bytes = new byte[length];
            datagram.get(bytes);
            hold(bytes, peer);
        }
    }

    private void hold(byte[] bytes, InetSocketAddress peer) {
        String address = peer.getAddress().getHostAddress();
        SyslogLines lines = new SyslogLines("udp", address, EpochNanos.of(clock.instant()));
        held.add(
                address + ":" + peer.getPort(),
                lines.line(bytes, 0, bytes.length, false),
                System.nanoTime());
    }

    private void deliver(String peer, List<RawLine> lines) {
        long bytes = lines.stream().mapToLong(RawLine::length).sum();
        if (!budget.tryAcquire(bytes)) {
            drop("too much is waiting in memory", lines.size());
            return;
        }
        var _ =
                collector
                        .accept(peer, lines)
                        .thenAccept(
                                outcome -> {
                                    budget.release(bytes);
                                    if (outcome.isComplete()) {
                                        isDropping = false;
                                    } else {
                                        drop(
                                                String.valueOf(outcome.error()),
                                                outcome.failed().size());
                                    }
                                });
    }

    private void drop(String reason, int records) {
        collector.discarded("dropped", records);
        if (!isDropping) {
            isDropping = true;
            log.atWarn().addKeyValue("reason", reason).log("dropping syslog datagrams");
        }
    }
}
