package io.stacklens.collector.spool;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads the batches of a segment file in their order, leaving out what is damaged. */
final class SegmentReader {

    private static final int CHUNK = 64 << 10;

    private final FileChannel channel;
    private final long marker;
    private final DamageReport damage;
    private long position;

    SegmentReader(FileChannel channel, long marker, long from, DamageReport damage) {
        this.channel = channel;
        this.marker = marker;
        this.position = from;
        this.damage = damage;
    }

    /** Where the next batch begins; after the last one, the end of what is whole. */
    long position() {
        return position;
    }

    /**
     * The next whole batch, or null when none begins before the end; what is behind the last whole
     * one is not judged here.
     *
     * @param end as far as the file may be read
     */
    @Nullable SpooledBatch next(long end) throws IOException {
        SpooledBatch batch = read(position, end);
        if (batch == null) {
            long next = nextWhole(position + 1, end);
            if (next < 0) {
                return null;
            }
            damage.found(position, next);
            position = next;
            batch = read(next, end);
        }
        if (batch != null) {
            position += SegmentLayout.size(batch);
        }
        return batch;
    }

    void skipTo(long end) {
        position = end;
    }

    /** Whether what stands at the position is as long as it says, so that it is not just torn. */
    boolean isComplete(long end) throws IOException {
        int length = lengthAt(position, end);
        return length >= 0 && position + SegmentLayout.PREFIX_BYTES + length <= end;
    }

    private @Nullable SpooledBatch read(long from, long end) throws IOException {
        int length = lengthAt(from, end);
        if (length < SegmentLayout.META_BYTES
                || length > SegmentLayout.MAX_PAYLOAD
                || from + SegmentLayout.PREFIX_BYTES + length > end) {
            return null;
        }
        ByteBuffer bytes = bytes(from + Long.BYTES + Integer.BYTES, Integer.BYTES + length);
        int checksum = bytes.getInt();
        return SegmentLayout.checksum(length, bytes.duplicate()) == checksum
                ? SegmentLayout.batch(bytes)
                : null;
    }

    /** The length that a batch says it has, or -1 when none begins here. */
    private int lengthAt(long from, long end) throws IOException {
        if (from + SegmentLayout.PREFIX_BYTES > end) {
            return -1;
        }
        ByteBuffer prefix = bytes(from, Long.BYTES + Integer.BYTES);
        return prefix.getLong() == marker ? prefix.getInt() : -1;
    }

    private long nextWhole(long from, long end) throws IOException {
        for (long chunk = from; chunk + SegmentLayout.PREFIX_BYTES <= end; chunk += CHUNK) {
            // A marker may lie across the border of two chunks.
            int size = (int) Math.min(CHUNK + Long.BYTES - 1, end - chunk);
            ByteBuffer bytes = bytes(chunk, size);
            for (int i = 0; i + Long.BYTES <= size; i++) {
                if (bytes.getLong(i) == marker && read(chunk + i, end) != null) {
                    return chunk + i;
                }
            }
        }
        return -1;
    }

    private ByteBuffer bytes(long from, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("file is shorter than %d bytes".formatted(from + size));
            }
        }
        return bytes.flip();
    }

    /** Is told of bytes that are not what was written. */
    interface DamageReport {
        void found(long from, long to) throws IOException;
    }
}
