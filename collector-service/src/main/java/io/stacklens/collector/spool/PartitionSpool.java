package io.stacklens.collector.spool;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * The spool of one partition: segment files, written by one thread at the end and read by another
 * from the beginning. What was read is deleted once it is settled, file by file.
 */
public final class PartitionSpool {

    private static final Logger log = LoggerFactory.getLogger(PartitionSpool.class);

    private final Path directory;
    private final Path damagedDirectory;
    private final int partition;
    private final UUID id;
    private final long segmentSize;
    private final SpoolSpace space;
    private final SpoolCounts counts;

    /** Guarded by this, as everything below; the last one is written to. */
    private final List<Segment> segments = new ArrayList<>();

    private boolean isWriting;
    private long unforcedLogRecords;
    private long undrainedLogRecords;

    /** The segment that is being read, and the reader in it; null before the first. */
    private @Nullable Segment reading;

    private @Nullable SegmentReader reader;
    private long readLogRecords;
    private long lastRead = Long.MIN_VALUE;
    private long settledTo = Long.MIN_VALUE;

    private PartitionSpool(
            Path directory,
            Path damagedDirectory,
            int partition,
            UUID id,
            long segmentSize,
            SpoolSpace space,
            SpoolCounts counts) {
        this.directory = directory;
        this.damagedDirectory = damagedDirectory;
        this.partition = partition;
        this.id = id;
        this.segmentSize = segmentSize;
        this.space = space;
        this.counts = counts;
    }

    /** Opens what an earlier process has left; a torn end is cut off. */
    static PartitionSpool open(
            Path directory,
            Path damagedDirectory,
            int partition,
            UUID id,
            long segmentSize,
            SpoolSpace space,
            SpoolCounts counts)
            throws IOException {
        Files.createDirectories(directory);
        PartitionSpool spool =
                new PartitionSpool(
                        directory, damagedDirectory, partition, id, segmentSize, space, counts);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Segment::isSegment).sorted().toList()) {
                spool.recover(file);
            }
        }
        return spool;
    }

    public int number() {
        return partition;
    }

    /**
     * Writes batches behind the others, to be followed by {@link #force}: after it they are safe
     * and can be read. They lie in one file, so that none of them is there when either fails. One
     * thread at a time writes.
     */
    public void append(List<SpooledBatch> batches) throws IOException {
        String refusal = space.diskRefusal();
        if (!refusal.isEmpty()) {
            throw new SpoolFullException(refusal);
        }
        Segment segment = beginWriting();
        try {
            if (segment == null || segment.length() >= segmentSize) {
                segment = nextSegment(segment, batches.getFirst().sequence());
            }
            for (SpooledBatch batch : batches) {
                segment.append(batch);
                unforcedLogRecords += batch.logRecords();
            }
        } catch (IOException | RuntimeException e) {
            giveUp();
            throw e;
        }
    }

    /** Makes what was appended safe. */
    public void force() throws IOException {
        try {
            for (Segment segment : snapshot()) {
                force(segment);
            }
        } catch (IOException e) {
            giveUp();
            throw e;
        }
        synchronized (this) {
            undrainedLogRecords += unforcedLogRecords;
            counts.written(unforcedLogRecords);
            unforcedLogRecords = 0;
            isWriting = false;
        }
    }

    /**
     * The next batches in their order, about as many bytes as asked for; none when everything safe
     * was read.
     *
     * @param isSettled tells of a sequence whether Kafka has it, so that it is left out
     */
    public synchronized List<SpooledBatch> read(long maxBytes, LongPredicate isSettled)
            throws IOException {
        List<SpooledBatch> batches = new ArrayList<>();
        for (long bytes = 0; bytes < maxBytes; ) {
            SpooledBatch batch = next();
            if (batch == null) {
                break;
            }
            lastRead = batch.sequence();
            if (lastRead > settledTo) {
                readLogRecords += batch.logRecords();
                if (!isSettled.test(lastRead)) {
                    batches.add(batch);
                    bytes += batch.value().length;
                }
            }
        }
        return batches;
    }

    /**
     * Kafka has everything that was read: its files go, all but one that is not read to its end.
     */
    public synchronized void settled() throws IOException {
        settledTo = Math.max(settledTo, lastRead);
        undrainedLogRecords -= readLogRecords;
        counts.drained(readLogRecords);
        readLogRecords = 0;
        while (!segments.isEmpty() && segments.getFirst() != reading) {
            delete(segments.removeFirst());
        }
        if (isReadToEnd() && !isWriting && !segments.isEmpty()) {
            delete(segments.removeFirst());
            reading = null;
            reader = null;
            undrainedLogRecords = 0;
        }
    }

    /** Begins to read anew: Kafka did not take what was read. */
    public synchronized void rewind() {
        reading = null;
        reader = null;
        readLogRecords = 0;
    }

    /** Whether everything safe was read. */
    public synchronized boolean isReadToEnd() {
        if (segments.isEmpty()) {
            return true;
        }
        return reading == segments.getLast()
                && reader != null
                && reader.position() >= reading.durable();
    }

    public synchronized boolean isEmpty() {
        return segments.isEmpty();
    }

    /** About how many bytes have not been read. */
    public synchronized long unreadBytes() {
        long bytes = 0;
        for (Segment segment : segments.reversed()) {
            if (segment == reading && reader != null) {
                return bytes + segment.durable() - reader.position();
            }
            bytes += segment.durable();
        }
        return bytes;
    }

    /**
     * The first offset at which Kafka may have a batch with a greater sequence, or -1 when it has
     * none for sure.
     */
    public synchronized long doubtFrom(long sequence) {
        return segments.stream()
                .filter(segment -> segment.lastDoubtful() > sequence)
                .mapToLong(Segment::doubtFrom)
                .min()
                .orElse(SpooledBatch.NO_DOUBT);
    }

    public synchronized long logRecords() {
        return undrainedLogRecords;
    }

    /** When the oldest batch was written, in milliseconds since the epoch; 0 when there is none. */
    public synchronized long oldest() {
        return segments.isEmpty() ? 0 : segments.getFirst().oldest();
    }

    synchronized long lastSequence() {
        return segments.isEmpty() ? Long.MIN_VALUE : segments.getLast().lastSequence();
    }

    synchronized void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }

    private synchronized @Nullable Segment beginWriting() {
        isWriting = true;
        return segments.isEmpty() ? null : segments.getLast();
    }

    private synchronized List<Segment> snapshot() {
        return List.copyOf(segments);
    }

    /** A full segment is made safe before the next one, so that only the last can end torn. */
    private Segment nextSegment(@Nullable Segment full, long firstSequence) throws IOException {
        if (full != null) {
            force(full);
        }
        Segment made =
                Segment.create(
                        directory,
                        firstSequence,
                        SegmentLayout.marker(id),
                        SegmentLayout.header(id, partition));
        synchronized (this) {
            segments.add(made);
        }
        forceDirectory(directory);
        return made;
    }

    private void force(Segment segment) throws IOException {
        long before = segment.durable();
        segment.force();
        space.add(segment.durable() - before);
    }

    /** Takes away what was appended and not forced, so that it neither comes back nor is read. */
    private synchronized void giveUp() throws IOException {
        unforcedLogRecords = 0;
        isWriting = false;
        for (Segment segment : List.copyOf(segments)) {
            if (segment.durable() == 0) { // not even its header
                segments.remove(segment);
                segment.delete();
            } else if (segment.length() > segment.durable()) {
                segment.cutToDurable();
            }
        }
    }

    private @Nullable SpooledBatch next() throws IOException {
        while (true) {
            if (reader == null) {
                if (segments.isEmpty()) {
                    return null;
                }
                enter(segments.getFirst());
            }
            Segment segment = requireNonNull(reading);
            SegmentReader open = requireNonNull(reader);
            long end = segment.durable();
            SpooledBatch batch = open.next(end);
            if (batch != null) {
                return batch;
            }
            if (open.position() < end) {
                damaged(segment, open.position(), end);
                open.skipTo(end);
            }
            int next = segments.indexOf(segment) + 1;
            if (next == segments.size()) {
                return null;
            }
            enter(segments.get(next));
        }
    }

    private void enter(Segment segment) {
        reading = segment;
        reader = segment.reader((from, to) -> damaged(segment, from, to));
    }

    private void recover(Path file) throws IOException {
        Segment segment = Segment.open(file, SegmentLayout.marker(id));
        long end = segment.length();
        if (end < SegmentLayout.HEADER_BYTES) {
            torn(file, end);
            segment.delete();
            return;
        }
        SegmentReader whole = segment.reader((from, to) -> damaged(segment, from, to));
        for (SpooledBatch b = whole.next(end); b != null; b = whole.next(end)) {
            segment.include(b);
            undrainedLogRecords += b.logRecords();
        }
        if (whole.position() < end) {
            if (whole.isComplete(end)) {
                damaged(segment, whole.position(), end);
            } else {
                torn(file, end - whole.position());
            }
            segment.cut(whole.position());
        }
        if (segment.length() == SegmentLayout.HEADER_BYTES) {
            segment.delete();
        } else {
            segments.add(segment);
            space.add(segment.length());
        }
    }

    private void torn(Path file, long bytes) {
        counts.torn();
        log.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("bytes", bytes)
                .log("cut a batch that was not written to its end");
    }

    private void damaged(Segment segment, long from, long to) throws IOException {
        Path aside = damagedDirectory.resolve(Integer.toString(partition));
        if (segment.setAside(from, to, aside)) {
            counts.damaged();
            log.atError()
                    .addKeyValue("file", segment.file())
                    .addKeyValue("from", from)
                    .addKeyValue("to", to)
                    .addKeyValue("kept", aside)
                    .log("skipped damaged bytes");
        }
    }

    private void delete(Segment segment) throws IOException {
        space.add(-segment.durable());
        segment.delete();
    }

    /** Makes the names of its files safe. */
    static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
