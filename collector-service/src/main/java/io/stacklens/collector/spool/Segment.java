package io.stacklens.collector.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the spool, named by the sequence of its first batch. One thread writes it. */
final class Segment {

    private static final String SUFFIX = ".spool";

    private final Path file;
    private final FileChannel channel;

    /** Of its own, since a reader that is interrupted closes what it reads from. */
    private final FileChannel readOnly;

    private final long marker;
    private long length;
    private long lastSequence = Long.MIN_VALUE;
    private long lastDoubtful = Long.MIN_VALUE;
    private long doubtFrom = Long.MAX_VALUE;
    private long oldest = Long.MAX_VALUE;

    /** As far as a power loss takes nothing away; only so far it is read. */
    private volatile long durable;

    private Segment(Path file, FileChannel channel, long marker, long length) throws IOException {
        this.file = file;
        this.channel = channel;
        this.readOnly = FileChannel.open(file, StandardOpenOption.READ);
        this.marker = marker;
        this.length = length;
        this.durable = length;
    }

    /** Makes a file; its name is safe once the directory has been forced. */
    static Segment create(Path directory, long firstSequence, long marker, ByteBuffer header)
            throws IOException {
        Path file = directory.resolve("%020d%s".formatted(firstSequence, SUFFIX));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Segment segment = new Segment(file, channel, marker, 0);
        try {
            segment.write(header);
        } catch (IOException e) {
            segment.delete(); // its name is wanted again when the batch is tried again
            throw e;
        }
        return segment;
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    /** Opens a file that an earlier process has left, without looking into it. */
    static Segment open(Path file, long marker) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        return new Segment(file, channel, marker, channel.size());
    }

    /** Writes a batch behind the others; it is safe after {@link #force}. */
    void append(SpooledBatch batch) throws IOException {
        long before = length;
        try {
            write(SegmentLayout.beginning(marker, batch), ByteBuffer.wrap(batch.value()));
        } catch (IOException e) {
            channel.truncate(before);
            length = before;
            throw e;
        }
        include(batch);
    }

    void force() throws IOException {
        if (durable < length) {
            channel.force(false);
            durable = length;
        }
    }

    /** Takes away what was appended since the last force. */
    void cutToDurable() throws IOException {
        cut(durable);
    }

    void cut(long end) throws IOException {
        channel.truncate(end);
        channel.force(true);
        length = end;
        durable = end;
    }

    /** Notes what a batch of this file says of it. */
    void include(SpooledBatch batch) {
        lastSequence = Math.max(lastSequence, batch.sequence());
        oldest = Math.min(oldest, batch.writtenAt());
        if (batch.isDoubtful()) {
            lastDoubtful = Math.max(lastDoubtful, batch.sequence());
            doubtFrom = Math.min(doubtFrom, batch.doubtFrom());
        }
    }

    SegmentReader reader(SegmentReader.DamageReport damage) {
        return new SegmentReader(readOnly, marker, SegmentLayout.HEADER_BYTES, damage);
    }

    /** Copies a part into a file of its own, once. */
    boolean setAside(long from, long to, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path aside = directory.resolve("%s-%d".formatted(file.getFileName(), from));
        if (Files.exists(aside)) {
            return false;
        }
        try (FileChannel out =
                FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = from; at < to; ) {
                at += readOnly.transferTo(at, to - at, out);
            }
            out.force(true);
        }
        return true;
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    void close() throws IOException {
        readOnly.close();
        channel.close();
    }

    Path file() {
        return file;
    }

    long length() {
        return length;
    }

    long durable() {
        return durable;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The sequence of the last batch of which Kafka may have a copy. */
    long lastDoubtful() {
        return lastDoubtful;
    }

    /** The first offset at which such a copy may stand. */
    long doubtFrom() {
        return doubtFrom;
    }

    /** When its first batch was written, in milliseconds since the epoch. */
    long oldest() {
        return oldest;
    }

    private void write(ByteBuffer... parts) throws IOException {
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        channel.position(length);
        for (long written = 0; written < size; ) {
            written += channel.write(parts);
        }
        length += size;
    }
}
