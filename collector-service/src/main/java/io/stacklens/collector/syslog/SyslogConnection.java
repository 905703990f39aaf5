package io.stacklens.collector.syslog;

import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.collector.intake.Outcome;
import io.stacklens.collector.intake.RawLine;
import io.stacklens.collector.multiline.LineJoiner;
import io.stacklens.model.EpochNanos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

/**
 * One stream over TCP. Nothing more is read of it until what was read is safe, so a sender is
 * slowed down when the spool is full, and nothing it wrote is dropped. The last line of each
 * program waits a moment for lines that continue it.
 */
final class SyslogConnection {

    private static final Logger log = LoggerFactory.getLogger(SyslogConnection.class);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Socket socket;
    private final String transport;
    private final Collector collector;
    private final MemoryBudget budget;
    private final InstantSource clock;
    private final SyslogFramer framer;
    private final LineJoiner joiner;
    private final String peer;
    private final String name;

    SyslogConnection(
            Socket socket,
            String transport,
            Collector collector,
            MemoryBudget budget,
            InstantSource clock,
            LineJoiner joiner,
            int maxMessage) {
        this.socket = socket;
        this.transport = transport;
        this.collector = collector;
        this.budget = budget;
        this.clock = clock;
        this.framer = new SyslogFramer(maxMessage);
        this.joiner = joiner;
        this.peer = socket.getInetAddress().getHostAddress();
        this.name = peer + ":" + socket.getPort();
    }

    /** Reads until the sender closes the stream or the thread is interrupted. */
    void run() {
        try (socket;
                InputStream in = socket.getInputStream()) {
            while (isReadFrom(in)) {
                take(framer.frames());
                deliver(joiner.takeComplete(System.nanoTime()));
            }
            take(framer.rest());
            deliver(joiner.takeAll());
        } catch (IOException e) {
            log.atDebug().addKeyValue("peer", peer).setCause(e).log("stream not closed");
        } catch (InterruptedException _) {
            collector.discarded("stopped", joiner.takeAll().size());
            log.atDebug().addKeyValue("peer", peer).log("stream given up");
        }
    }

    /**
     * Waits for more, but no longer than what is held may wait. A stream that breaks has ended:
     * what came of it is kept.
     */
    private boolean isReadFrom(InputStream in) throws IOException {
        try {
            socket.setSoTimeout(joiner.isHolding() ? millisToWait() : 0);
            return framer.read(in);
        } catch (SocketTimeoutException _) {
            return true;
        } catch (SocketException | SSLException e) {
            log.atDebug().addKeyValue("peer", peer).setCause(e).log("stream broken");
            return false;
        }
    }

    private int millisToWait() {
        return (int) (joiner.nanosToWait(System.nanoTime()) / NANOS_PER_MILLI) + 1;
    }

    private void take(List<SyslogFrame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        SyslogLines lines = new SyslogLines(transport, peer, EpochNanos.of(clock.instant()));
        long nanos = System.nanoTime();
        int empty = 0;
        for (SyslogFrame frame : frames) {
            if (frame.length() == 0) {
                empty++;
                continue;
            }
            RawLine line =
                    lines.line(
                            framer.buffer(), frame.offset(), frame.length(), frame.isTruncated());
            if (frame.isTruncated()) {
                joiner.addWhole(line);
            } else {
                joiner.add(line, nanos);
            }
        }
        collector.discarded("empty", empty);
    }

    private void deliver(List<RawLine> lines) throws InterruptedException {
        if (lines.isEmpty()) {
            return;
        }
        long bytes = lines.stream().mapToLong(RawLine::length).sum();
        budget.acquire(bytes);
        try {
            deliverAll(lines);
        } finally {
            budget.release(bytes);
        }
    }

    private void deliverAll(List<RawLine> lines) throws InterruptedException {
        List<RawLine> open = lines;
        Duration pause = FIRST_PAUSE;
        try {
            while (!open.isEmpty()) {
                Outcome outcome = collector.accept(name, open).get();
                open = outcome.failed();
                if (!open.isEmpty()) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            // At the end of the process, with the spool full: the sender believes them delivered.
            collector.discarded("stopped", open.size());
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a receipt never fails", e);
        }
    }
}
