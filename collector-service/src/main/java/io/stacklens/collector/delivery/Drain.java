package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.SpooledBatch;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Moves one partition's spool to Kafka, in its order, on a thread of its own: each transaction
 * holds some batches and the position behind them. When one fails, or its outcome is not known, a
 * new session finds out from the position what was committed. It tries for as long as it takes.
 */
final class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final long BYTES_OF_A_TRANSACTION = 4 << 20;
    private static final long WAIT_MILLIS = 500;

    /** The broker may still have a request of the killed process before it. */
    private static final Duration OLD_REQUESTS = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Lane lane;
    private final long firstSequence;
    private final IntFunction<DrainSession> sessions;
    private final Thread thread;
    private volatile boolean isRunning = true;
    private Duration pause = FIRST_PAUSE;
    private boolean isFirstSession = true;
    private List<SpooledBatch> uncertain = List.of();

    /**
     * @param firstSequence the first that this process gives
     * @param sessions opens a session for a partition
     */
    Drain(Lane lane, long firstSequence, IntFunction<DrainSession> sessions) {
        this.lane = lane;
        this.firstSequence = firstSequence;
        this.sessions = sessions;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("spool-drain-" + lane.partition())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        isRunning = false;
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (isRunning) {
                if (lane.awaitDrainable(WAIT_MILLIS)) {
                    attempt();
                }
            }
        } catch (InterruptedException | InterruptException _) {
            log.atDebug().addKeyValue("partition", lane.partition()).log("drain stopped");
        }
    }

    private void attempt() throws InterruptedException {
        try {
            if (!lane.tryDirect()) {
                drain();
            }
            pause = FIRST_PAUSE;
        } catch (InterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            lane.notDrained();
            // That Kafka is away is told elsewhere.
            (e instanceof KafkaException ? log.atDebug() : log.atError())
                    .addKeyValue("partition", lane.partition())
                    .setCause(e)
                    .log("spool not drained, trying again");
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private void drain() throws IOException, InterruptedException {
        try (DrainSession session = sessions.apply(lane.partition())) {
            begin(session);
            while (isRunning && !lane.tryDirect()) {
                List<SpooledBatch> batches = lane.read(BYTES_OF_A_TRANSACTION);
                if (!batches.isEmpty()) {
                    uncertain = batches;
                    session.commit(batches);
                    uncertain = List.of();
                    lane.committed(batches);
                } else if (!lane.awaitWritten(WAIT_MILLIS)) {
                    return; // nothing to drain for now
                }
            }
        }
    }

    private void begin(DrainSession session) throws InterruptedException {
        long committed = session.committed().orElse(Long.MIN_VALUE);
        if (isFirstSession && committed >= firstSequence) {
            // Only another process can have written it: better twice than never.
            log.atError()
                    .addKeyValue("partition", lane.partition())
                    .log("another collector uses a copy of this spool directory");
            committed = firstSequence - 1;
        }
        lane.startFrom(committed, uncertain);
        uncertain = List.of();
        long doubtFrom = lane.doubtFrom();
        if (doubtFrom >= 0 && lane.hasOldDoubts()) {
            Thread.sleep(OLD_REQUESTS);
        }
        lane.found(doubtFrom >= 0 ? session.onTopic(doubtFrom) : Set.of());
        isFirstSession = false;
    }
}
