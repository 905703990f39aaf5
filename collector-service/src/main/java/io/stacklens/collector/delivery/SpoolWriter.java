package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.PartitionSpool;
import io.stacklens.collector.spool.SpooledBatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes to disk what the lanes want there, on a thread of its own. What gathers while the disk is
 * busy is written together, so one force serves many senders.
 */
final class SpoolWriter {

    private static final Logger log = LoggerFactory.getLogger(SpoolWriter.class);
    private static final long TICK_MILLIS = 100;

    private final Semaphore work = new Semaphore(0);
    private volatile List<Way> ways = List.of();
    private volatile boolean isRunning = true;
    private volatile boolean isRefusing;
    private final Thread thread;

    SpoolWriter() {
        thread = Thread.ofPlatform().daemon().name("spool-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The lanes, each with the spool it writes to. */
    void lanes(List<Way> all) {
        ways = List.copyOf(all);
    }

    /** There is something to write. */
    void wake() {
        work.release();
    }

    /** Writes what is left and ends. */
    void stop() throws InterruptedException {
        isRunning = false;
        wake();
        thread.join();
    }

    private void run() {
        while (isRunning) {
            try {
                var _ = work.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                write();
            } catch (InterruptedException _) {
                return;
            }
        }
        write();
    }

    /** All files are written before the first is forced, since then the later ones cost less. */
    private void write() {
        List<Way> written = new ArrayList<>();
        for (Way way : ways) {
            List<SpooledBatch> batches = way.lane().beginWriting(System.nanoTime());
            if (!batches.isEmpty() && isDone(way, () -> way.spool().append(batches))) {
                written.add(way);
            }
        }
        for (Way way : written) {
            if (isDone(way, way.spool()::force)) {
                isRefusing = false;
                way.lane().written();
            }
        }
    }

    private boolean isDone(Way way, Writing writing) {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            if (!isRefusing) {
                isRefusing = true;
                log.atError()
                        .addKeyValue("partition", way.lane().partition())
                        .addKeyValue("error", e.getMessage())
                        .log("cannot write to the spool, refusing lines");
            }
            way.lane().notWritten(e);
            return false;
        } catch (RuntimeException e) { // the one thread that writes must go on
            log.atError()
                    .addKeyValue("partition", way.lane().partition())
                    .setCause(e)
                    .log("writing to the spool failed, refusing these lines");
            way.lane().notWritten(new IOException(e));
            return false;
        }
    }

    /** A lane and its spool. */
    record Way(Lane lane, PartitionSpool spool) {}

    private interface Writing {
        void run() throws IOException;
    }
}
