package io.stacklens.logstore.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where a block's payload holds which group of columns. Stored beside the payload, so that a reader
 * fetches only the groups it needs.
 *
 * <p>Layout, version 1, numbers lowest byte first:
 *
 * <pre>
 * byte   'B'
 * byte   version, 1
 * byte   n, groups
 * n ×    byte  code of the {@link ColumnGroup}
 *        int   stored bytes
 *        int   bytes before compression; the same number means not compressed
 *        int   CRC-32C of the stored bytes
 * int    CRC-32C of all bytes so far
 * </pre>
 *
 * The payload is the groups' stored bytes one after the other: each a {@code LogBatch} of the
 * group's columns, as one zstd frame. Rows lie in the order of their arrival, since neighbours of
 * one source compress best; readers put their matches in order.
 */
public final class BlockDirectory {

    public static final int VERSION = 1;

    private static final int FIXED_BYTES = 3;
    private static final int ENTRY_BYTES = 13;
    private static final int MAX_GROUP_BYTES = 1 << 28;

    private final List<Part> parts;

    BlockDirectory(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * A group in a payload.
     *
     * @param offset from the payload's first byte
     */
    public record Part(ColumnGroup group, int offset, int stored, int plain, int checksum) {}

    /**
     * Reads a directory.
     *
     * @throws DamagedBlockException if the bytes are none
     */
    public static BlockDirectory read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < FIXED_BYTES || in.get() != 'B' || in.get() != VERSION) {
            throw new DamagedBlockException("no directory of version " + VERSION);
        }
        int count = in.get();
        int end = FIXED_BYTES + count * ENTRY_BYTES;
        if (count < 0 || end + Integer.BYTES != bytes.length) {
            throw new DamagedBlockException(
                    "directory of %d groups in %d bytes".formatted(count, bytes.length));
        }
        if (checksum(bytes, 0, end) != in.getInt(end)) {
            throw new DamagedBlockException("checksum of the directory");
        }
        List<Part> parts = new ArrayList<>(count);
        int offset = 0;
        for (int i = 0; i < count; i++) {
            Part part = readPart(in, offset);
            parts.add(part);
            offset += part.stored();
        }
        return new BlockDirectory(parts);
    }

    public Optional<Part> part(ColumnGroup group) {
        return parts.stream().filter(part -> part.group() == group).findFirst();
    }

    public List<Part> parts() {
        return parts;
    }

    byte[] encode() {
        ByteBuffer out =
                ByteBuffer.allocate(FIXED_BYTES + parts.size() * ENTRY_BYTES + Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'B').put((byte) VERSION).put((byte) parts.size());
        for (Part part : parts) {
            out.put((byte) part.group().code())
                    .putInt(part.stored())
                    .putInt(part.plain())
                    .putInt(part.checksum());
        }
        return out.putInt(checksum(out.array(), 0, out.position())).array();
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static Part readPart(ByteBuffer in, int offset) {
        ColumnGroup group = ColumnGroup.ofCode(in.get());
        int stored = in.getInt();
        int plain = in.getInt();
        if (stored < 0 || plain < stored || plain > MAX_GROUP_BYTES) {
            throw new DamagedBlockException(
                    "group %s of %d bytes in %d".formatted(group, plain, stored));
        }
        return new Part(group, offset, stored, plain, in.getInt());
    }
}
