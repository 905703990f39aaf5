package io.stacklens.collector.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment file, big-endian: a header of magic, version, partition and the spool's
 * id, then the batches. Each begins with a marker taken from the id, which nobody outside knows, so
 * that the next whole batch can be found behind damage; length and CRC32C follow.
 */
final class SegmentLayout {

    static final int HEADER_BYTES = 8 + 4 + 4 + 16;

    /** Before the payload: marker, its length, its checksum. */
    static final int PREFIX_BYTES = 8 + 4 + 4;

    /** Before the value: sequence, time, log records, doubt. */
    static final int META_BYTES = 8 + 8 + 4 + 8;

    /** More than any batch has: the topic takes 8 MiB. */
    static final int MAX_PAYLOAD = 16 << 20;

    private static final long MAGIC = 0x534c53504f4f4c0aL; // SLSPOOL and a line feed
    private static final int VERSION = 1;

    private SegmentLayout() {}

    static long marker(UUID id) {
        return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    }

    static ByteBuffer header(UUID id, int partition) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putInt(partition)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
    }

    /** The id of the spool that a segment file belongs to. */
    static UUID idIn(Path segment) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        try (InputStream in = Files.newInputStream(segment)) {
            in.readNBytes(header.array(), 0, HEADER_BYTES);
        }
        if (header.getLong() != MAGIC || header.getInt() != VERSION) {
            throw new IOException("%s is no segment of version %d".formatted(segment, VERSION));
        }
        header.getInt(); // partition
        return new UUID(header.getLong(), header.getLong());
    }

    /** All of a batch but its value, which follows. */
    static ByteBuffer beginning(long marker, SpooledBatch batch) {
        ByteBuffer meta =
                ByteBuffer.allocate(META_BYTES)
                        .putLong(batch.sequence())
                        .putLong(batch.writtenAt())
                        .putInt(batch.logRecords())
                        .putLong(batch.doubtFrom())
                        .flip();
        int length = META_BYTES + batch.value().length;
        return ByteBuffer.allocate(PREFIX_BYTES + META_BYTES)
                .putLong(marker)
                .putInt(length)
                .putInt(checksum(length, meta.duplicate(), ByteBuffer.wrap(batch.value())))
                .put(meta)
                .flip();
    }

    static int size(SpooledBatch batch) {
        return PREFIX_BYTES + META_BYTES + batch.value().length;
    }

    /** The checksum covers the length too. */
    static int checksum(int length, ByteBuffer... parts) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        for (ByteBuffer part : parts) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }

    static SpooledBatch batch(ByteBuffer payload) {
        long sequence = payload.getLong();
        long writtenAt = payload.getLong();
        int logRecords = payload.getInt();
        long doubtFrom = payload.getLong();
        byte[] value = new byte[payload.remaining()];
        payload.get(value);
        return new SpooledBatch(sequence, writtenAt, logRecords, doubtFrom, value);
    }
}
