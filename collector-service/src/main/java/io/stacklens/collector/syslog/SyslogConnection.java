package io.stacklens.collector.syslog;

import io.stacklens.collector.intake.Collector;
import io.stacklens.collector.intake.MemoryBudget;
import io.stacklens.collector.intake.Outcome;
import io.stacklens.collector.intake.RawLine;
import io.stacklens.model.EpochNanos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One TCP stream. Nothing more is read of it until what was read is safe, so a sender is slowed
 * down when the spool is full, and nothing it wrote is dropped.
 */
final class SyslogConnection {

    private static final Logger log = LoggerFactory.getLogger(SyslogConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Socket socket;
    private final Collector collector;
    private final MemoryBudget budget;
    private final InstantSource clock;
    private final SyslogFramer framer;
    private final String peer;
    private final String name;

    SyslogConnection(
            Socket socket,
            Collector collector,
            MemoryBudget budget,
            InstantSource clock,
            int maxMessage) {
        this.socket = socket;
        this.collector = collector;
        this.budget = budget;
        this.clock = clock;
        this.framer = new SyslogFramer(maxMessage);
        this.peer = socket.getInetAddress().getHostAddress();
        this.name = peer + ":" + socket.getPort();
    }

    /** Reads until the sender closes the stream or the thread is interrupted. */
    void run() {
        try (socket;
                InputStream in = socket.getInputStream()) {
            while (isReadFrom(in)) {
                deliver(framer.frames());
            }
            deliver(framer.rest());
        } catch (IOException e) {
            log.atDebug().addKeyValue("peer", peer).setCause(e).log("stream not closed");
        } catch (InterruptedException _) {
            log.atDebug().addKeyValue("peer", peer).log("stream given up");
        }
    }

    /** A stream that breaks has ended: what came of it is kept. */
    private boolean isReadFrom(InputStream in) throws IOException {
        try {
            return framer.read(in);
        } catch (SocketException e) {
            log.atDebug().addKeyValue("peer", peer).setCause(e).log("stream broken");
            return false;
        }
    }

    private void deliver(List<SyslogFrame> frames) throws InterruptedException {
        if (frames.isEmpty()) {
            return;
        }
        SyslogLines lines = new SyslogLines("tcp", peer, EpochNanos.of(clock.instant()));
        List<RawLine> open = new ArrayList<>(frames.size());
        long bytes = 0;
        for (SyslogFrame frame : frames) {
            if (frame.length() > 0) {
                open.add(
                        lines.line(
                                framer.buffer(),
                                frame.offset(),
                                frame.length(),
                                frame.isTruncated()));
                bytes += frame.length();
            }
        }
        collector.discarded("empty", frames.size() - open.size());
        budget.acquire(bytes);
        try {
            deliverAll(open);
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
