package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.PartitionSpool;
import io.stacklens.collector.spool.SpooledBatch;
import io.stacklens.pipeline.fate.RecordFates;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way of one partition's batches. While it is <em>direct</em> they are handed to the producer
 * as they come. Once Kafka is slow or away it is not: what the producer has in hand is written to
 * the spool as doubtful, what comes next queues behind it, and senders are answered from disk. The
 * {@link Drain} takes over when the producer knows what became of all it had in hand, and makes the
 * lane direct again when the spool is empty.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** Near the end of a spool new batches wait in memory, so that an end comes. */
    private static final long NEARLY_DRAINED = 1L << 20;

    private final PartitionSpool spool;
    private final KafkaCopies copies;
    private final LaneLimits limits;
    private final RecordFates fates;
    private final InstantSource clock;
    private final Runnable work;

    /**
     * Held while batches are handed over, so that they keep their order. Taken before the monitor.
     */
    private final ReentrantLock order = new ReentrantLock();

    /** What the drain may be waiting for. */
    private final Semaphore changes = new Semaphore(0);

    private @Nullable DirectSender sender;
    private boolean isDirect;
    private boolean isHeld;
    private boolean isNearlyDrained;

    /** Whether batches of the spool are in a transaction whose outcome is not known yet. */
    private boolean isOutcomeOpen;

    private long spoolingSince;

    private long nextSequence;
    private long nextOffset = 0;
    private final Deque<PendingBatch> inHand = new ArrayDeque<>();
    private long inHandBytes;
    private final Deque<PendingBatch> waiting = new ArrayDeque<>();
    private List<PendingBatch> writing = List.of();

    /**
     * @param work told when there is something for the spool's writer or for the drain
     */
    Lane(
            PartitionSpool spool,
            long firstSequence,
            LaneLimits limits,
            RecordFates fates,
            InstantSource clock,
            Runnable work) {
        this.spool = spool;
        this.copies = new KafkaCopies(spool);
        this.nextSequence = firstSequence;
        this.limits = limits;
        this.fates = fates;
        this.clock = clock;
        this.work = work;
        this.spoolingSince = clock.millis();
    }

    int partition() {
        return spool.number();
    }

    /** Takes a batch; the caller sees to the order. */
    void send(byte[] value, int logRecords, Consumer<@Nullable Exception> answered) {
        order.lock();
        try {
            PendingBatch batch;
            boolean direct;
            synchronized (this) {
                batch =
                        new PendingBatch(
                                nextSequence++, value, logRecords, System.nanoTime(), answered);
                if (isDirect && inHandBytes >= limits.inHandBytes()) {
                    leaveDirect();
                }
                direct = isDirect;
                if (direct) {
                    takeInHand(batch);
                } else {
                    waiting.add(batch);
                }
            }
            if (direct) {
                handOver(batch);
            } else {
                work.run();
            }
        } finally {
            order.unlock();
        }
    }

    /** Kafka can be reached, and the partition ends there. */
    synchronized void connected(DirectSender directSender, long endOffset) {
        sender = directSender;
        nextOffset = Math.max(nextOffset, endOffset);
        changes.release();
    }

    /** Whether new batches go to disk. */
    synchronized boolean isSpooling() {
        return !isDirect;
    }

    /** Since when, in milliseconds since the epoch. */
    synchronized long spoolingSince() {
        return spoolingSince;
    }

    /** Keeps everything on disk for a while, or lets it go on. */
    synchronized void hold(boolean hold) {
        isHeld = hold;
        if (hold) {
            isNearlyDrained = false;
            leaveDirect();
        }
        changes.release();
    }

    synchronized boolean isIdle() {
        return inHand.isEmpty() && waiting.isEmpty() && writing.isEmpty();
    }

    /** Everything in memory goes to disk: the collector stops. */
    synchronized void leave() {
        isNearlyDrained = false;
        isDirect = false;
    }

    // The spool's writer

    /** What is to be written next, in the order of the file; asked for now and then. */
    List<SpooledBatch> beginWriting(long now) {
        order.lock(); // nobody is between taking in hand and handing over
        try {
            return beginWritingInOrder(now);
        } finally {
            order.unlock();
        }
    }

    private synchronized List<SpooledBatch> beginWritingInOrder(long now) {
        PendingBatch oldest = inHand.peekFirst();
        if (isDirect && oldest != null && now - oldest.since() > limits.after().toNanos()) {
            leaveDirect();
        }
        if (isDirect || isNearlyDrained) {
            return List.of();
        }
        List<SpooledBatch> batches = new ArrayList<>();
        List<PendingBatch> begun = new ArrayList<>();
        long millis = clock.millis();
        for (PendingBatch batch : inHand) {
            if (!batch.isOnDisk()) {
                begun.add(batch);
                batches.add(batch.spooled(millis, nextOffset));
            }
        }
        for (PendingBatch batch : waiting) {
            begun.add(batch);
            batches.add(batch.spooled(millis, SpooledBatch.NO_DOUBT));
        }
        waiting.clear();
        writing = begun;
        return batches;
    }

    /** What was begun is safe on disk. */
    void written() {
        List<Runnable> answers = new ArrayList<>();
        synchronized (this) {
            for (PendingBatch batch : writing) {
                batch.onDisk();
                answers.add(batch.answer(null));
            }
            writing = List.of();
            changes.release();
        }
        answers.forEach(Runnable::run);
    }

    /** Nothing of what was begun is on disk. What Kafka cannot have is refused. */
    void notWritten(IOException cause) {
        List<Runnable> answers = new ArrayList<>();
        synchronized (this) {
            for (PendingBatch batch : writing) {
                if (!inHand.contains(batch)) {
                    answers.add(batch.answer(cause));
                }
            }
            writing = List.of();
            changes.release();
        }
        answers.forEach(Runnable::run);
    }

    // The drain

    /** Waits until the drain has something to do, or a while. */
    boolean awaitDrainable(long millis) throws InterruptedException {
        if (!isDrainable()) {
            awaitChange(millis);
        }
        return isDrainable();
    }

    private void awaitChange(long millis) throws InterruptedException {
        var _ = changes.tryAcquire(millis, TimeUnit.MILLISECONDS);
        changes.drainPermits();
    }

    private synchronized boolean isDrainable() {
        // What is in doubt has to be on disk first, or it would not be looked for on the topic.
        boolean areDoubtsOnDisk = !copies.isInDoubt() || writing.isEmpty();
        return sender != null && !isDirect && !isHeld && inHand.isEmpty() && areDoubtsOnDisk;
    }

    /**
     * Kafka has everything up to this sequence; the rest of the spool is read anew.
     *
     * @param uncertain batches whose transaction ended without an answer
     */
    synchronized void startFrom(long committed, List<SpooledBatch> uncertain) {
        if (!uncertain.isEmpty() && uncertain.getLast().sequence() <= committed) {
            count(uncertain);
        }
        copies.takenUpTo(committed);
        isOutcomeOpen = false;
        spool.rewind();
    }

    /** The first offset at which Kafka may have a batch that is on disk; -1 for none. */
    synchronized long doubtFrom() {
        return copies.doubtFrom();
    }

    /** Whether the doubts are those of an earlier process. */
    synchronized boolean hasOldDoubts() {
        return copies.hasOldDoubts();
    }

    /** These, of which some are on disk, were found on the topic. */
    synchronized void found(Set<Long> sequences) {
        copies.found(sequences);
    }

    /** The next batches of the spool that Kafka does not have; none when it may not be read now. */
    List<SpooledBatch> read(long maxBytes) throws IOException {
        synchronized (this) {
            if (!isDrainable()) {
                return List.of();
            }
            isNearlyDrained = spool.unreadBytes() < NEARLY_DRAINED;
        }
        List<SpooledBatch> batches = spool.read(maxBytes, this::hasKafka);
        if (batches.isEmpty()) {
            spool.settled(); // what was read and left out
        } else {
            synchronized (this) {
                isOutcomeOpen = true;
            }
        }
        return batches;
    }

    /** Kafka has these batches, and so everything before them. */
    void committed(List<SpooledBatch> batches) throws IOException {
        count(batches);
        synchronized (this) {
            copies.takenUpTo(batches.getLast().sequence());
            isOutcomeOpen = false;
        }
        spool.settled();
    }

    private void count(List<SpooledBatch> batches) {
        long logRecords = batches.stream().mapToLong(SpooledBatch::logRecords).sum();
        fates.received(logRecords);
        fates.forwarded(logRecords);
    }

    /** Waits for what is being written; tells whether the drain may go on. */
    boolean awaitWritten(long millis) throws InterruptedException {
        if (isBeingWritten()) {
            awaitChange(millis);
        }
        return isDrainable();
    }

    private synchronized boolean isBeingWritten() {
        return !writing.isEmpty();
    }

    /** The drain has given up for now: batches need not wait in memory for it. */
    synchronized void notDrained() {
        isNearlyDrained = false;
        work.run();
    }

    /**
     * Makes the lane direct when nothing is on disk or on its way there, and hands over what has
     * waited meanwhile.
     */
    boolean tryDirect() throws IOException {
        order.lock();
        try {
            List<PendingBatch> rest;
            synchronized (this) {
                boolean isSpoolEmpty = writing.isEmpty() && !isOutcomeOpen && spool.isReadToEnd();
                if (!isDrainable() || !isSpoolEmpty) {
                    return false;
                }
                spool.settled();
                isDirect = true;
                isNearlyDrained = false;
                log.atInfo().addKeyValue("partition", partition()).log("lines go to Kafka");
                copies.spoolIsEmpty();
                rest = List.copyOf(waiting);
                waiting.clear();
                rest.forEach(this::takeInHand);
            }
            rest.forEach(this::handOver);
            return true;
        } finally {
            order.unlock();
        }
    }

    private synchronized boolean hasKafka(long sequence) {
        return copies.has(sequence);
    }

    // The producer

    private void takeInHand(PendingBatch batch) {
        inHand.add(batch);
        inHandBytes += batch.size();
    }

    private void handOver(PendingBatch batch) {
        DirectSender direct;
        byte[] value;
        synchronized (this) {
            direct = sender;
            if (direct == null || !isDirect) { // no longer
                notSent(batch);
                return;
            }
            value = batch.value();
        }
        direct.send(
                partition(),
                batch.sequence(),
                value,
                new DirectSender.Fate() {
                    @Override
                    public void taken(long offset) {
                        Lane.this.taken(batch, offset);
                    }

                    @Override
                    public void notSent(Exception cause) {
                        Lane.this.notSent(batch);
                    }

                    @Override
                    public void unknown(Exception cause) {
                        Lane.this.unknown(batch, cause);
                    }
                });
    }

    private void taken(PendingBatch batch, long offset) {
        Runnable answer;
        fates.received(batch.logRecords());
        fates.forwarded(batch.logRecords());
        synchronized (this) {
            release(batch);
            nextOffset = offset + 1;
            if (!isDirect) {
                copies.taken(batch.sequence());
            }
            answer = batch.answer(null);
            changes.release();
        }
        answer.run();
    }

    /** The spool takes it instead. */
    private synchronized void notSent(PendingBatch batch) {
        leaveDirect();
        release(batch);
        waiting.add(batch);
        work.run();
    }

    /** If it is on disk, or gets there, the drain looks whether it is on its topic too. */
    private void unknown(PendingBatch batch, Exception cause) {
        Runnable answer;
        synchronized (this) {
            leaveDirect();
            release(batch);
            copies.doubt();
            boolean isSpooled = batch.isOnDisk() || writing.contains(batch);
            answer = isSpooled ? () -> {} : batch.answer(cause);
            changes.release();
        }
        answer.run();
    }

    private void release(PendingBatch batch) {
        if (inHand.remove(batch)) {
            inHandBytes -= batch.size();
        }
    }

    private void leaveDirect() {
        if (isDirect) {
            isDirect = false;
            spoolingSince = clock.millis();
            log.atWarn().addKeyValue("partition", partition()).log("lines go to the spool");
        }
    }
}
