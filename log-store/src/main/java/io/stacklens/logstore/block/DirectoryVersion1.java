package io.stacklens.logstore.block;

import io.stacklens.logstore.block.BlockDirectory.Part;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The first layout of a {@link BlockDirectory}: all rows are one chunk. No longer written.
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
 */
final class DirectoryVersion1 {

    private static final int FIXED_BYTES = 3;
    private static final int ENTRY_BYTES = 13;

    private DirectoryVersion1() {}

    static BlockDirectory read(byte[] bytes, int records) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.length < FIXED_BYTES ? -1 : in.get(2);
        if (count < 0 || FIXED_BYTES + count * ENTRY_BYTES + Integer.BYTES != bytes.length) {
            throw new DamagedBlockException(
                    "directory of %d groups in %d bytes".formatted(count, bytes.length));
        }
        BlockDirectory.requireChecksum(bytes, "directory");
        in.position(FIXED_BYTES);
        List<Part> parts = new ArrayList<>(count);
        int offset = 0;
        for (int i = 0; i < count; i++) {
            ColumnGroup group = ColumnGroup.ofCode(in.get());
            parts.add(new Part(group, 0, offset, in.getInt(), in.getInt(), in.getInt()));
            offset += parts.getLast().stored();
        }
        return new BlockDirectory(List.of(records), parts);
    }
}
