package io.stacklens.logstore.block;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.batch.MalformedBatchException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Where a block's payload holds which columns of which rows. Stored beside the payload, so that a
 * reader fetches only the parts it needs.
 *
 * <p>The rows of a block lie in chunks, which are packed apart: all records are looked through by
 * their columns, but one record is read without unpacking thousands of others. A payload is its
 * parts one after the other: group by group, and of a group chunk by chunk. Each is a {@code
 * LogBatch} of the group's columns, as one zstd frame unless that is no smaller. Rows lie in the
 * order of their arrival, since neighbours of one source compress best; readers put their matches
 * in order.
 *
 * <p>Layout, version 2; counts and lengths are varints:
 *
 * <pre>
 * byte   'B'
 * byte   version, 2
 * count  c, chunks; c × count of rows
 * count  n, groups; n ×
 *            byte  code of the {@link ColumnGroup}
 *            c ×   length of the stored bytes; 0 = the chunk has no such columns, else
 *                  length before compression; the same number means not compressed
 *                  int, CRC-32C of the stored bytes
 * int    CRC-32C of all bytes so far
 * </pre>
 *
 * Version 1, which is read for ever: {@link DirectoryVersion1}. Ints have their lowest byte first.
 *
 * @param chunkRows rows of each chunk
 */
public record BlockDirectory(List<Integer> chunkRows, List<Part> parts) {

    /**
     * Of the blocks that are written: this layout, {@code TokenFilter}'s and {@code BlockCounts}'.
     */
    public static final int VERSION = 2;

    static final int MAX_PART_BYTES = 1 << 28;

    public BlockDirectory {
        chunkRows = List.copyOf(chunkRows);
        parts = List.copyOf(parts);
    }

    /**
     * Some columns of some rows in a payload.
     *
     * @param offset from the payload's first byte
     */
    public record Part(
            ColumnGroup group, int chunk, int offset, int stored, int plain, int checksum) {

        public Part {
            if (stored < 0 || plain < stored || plain > MAX_PART_BYTES) {
                throw new DamagedBlockException(
                        "group %s of %d bytes in %d".formatted(group, plain, stored));
            }
        }
    }

    /**
     * Reads a directory.
     *
     * @param records of the block
     * @throws DamagedBlockException if the bytes are none
     */
    public static BlockDirectory read(byte[] bytes, int records) {
        if (bytes.length < 2 || bytes[0] != 'B') {
            throw new DamagedBlockException("no directory");
        }
        return switch (bytes[1]) {
            case 1 -> DirectoryVersion1.read(bytes, records);
            case VERSION -> readCurrent(bytes, records);
            default ->
                    throw new DamagedBlockException(
                            "directory of version %d (expected: 1 to %d)"
                                    .formatted(bytes[1], VERSION));
        };
    }

    /** The parts of a chunk that hold some groups. */
    public List<Part> parts(int chunk, Set<ColumnGroup> groups) {
        return parts.stream()
                .filter(part -> part.chunk() == chunk && groups.contains(part.group()))
                .toList();
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(64 + parts.size() * 12);
        out.writeByte('B');
        out.writeByte(VERSION);
        out.writeVarint(chunkRows.size());
        chunkRows.forEach(out::writeVarint);
        Set<ColumnGroup> groups = new TreeSet<>();
        parts.forEach(part -> groups.add(part.group()));
        out.writeVarint(groups.size());
        for (ColumnGroup group : groups) {
            out.writeByte(group.code());
            for (int chunk = 0; chunk < chunkRows.size(); chunk++) {
                List<Part> part = parts(chunk, Set.of(group));
                if (part.isEmpty()) {
                    out.writeVarint(0);
                } else {
                    out.writeVarint(part.getFirst().stored());
                    out.writeVarint(part.getFirst().plain());
                    writeInt(out, part.getFirst().checksum());
                }
            }
        }
        byte[] soFar = out.toByteArray();
        writeInt(out, checksum(soFar, 0, soFar.length));
        return out.toByteArray();
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static void writeInt(ByteWriter out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.writeByte(value >>> shift);
        }
    }

    static int readInt(ByteReader in) {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= in.readByte() << shift;
        }
        return value;
    }

    /** Requires that the last four bytes are the checksum of those before. */
    static void requireChecksum(byte[] bytes, String what) {
        int end = bytes.length - Integer.BYTES;
        if (end < 0
                || checksum(bytes, 0, end) != readInt(new ByteReader(bytes, end, Integer.BYTES))) {
            throw new DamagedBlockException("checksum of the " + what);
        }
    }

    private static BlockDirectory readCurrent(byte[] bytes, int records) {
        requireChecksum(bytes, "directory");
        try {
            ByteReader in = new ByteReader(bytes, 2, bytes.length - 2 - Integer.BYTES);
            List<Integer> chunkRows = new ArrayList<>();
            for (int left = in.readCount(in.remaining()); left > 0; left--) {
                chunkRows.add(in.readCount(records));
            }
            if (chunkRows.stream().mapToLong(Integer::longValue).sum() != records) {
                throw new DamagedBlockException(
                        "chunks of %s rows (expected: %d together)".formatted(chunkRows, records));
            }
            return new BlockDirectory(chunkRows, readParts(in, chunkRows.size()));
        } catch (MalformedBatchException e) {
            throw new DamagedBlockException("directory: " + e.getMessage());
        }
    }

    private static List<Part> readParts(ByteReader in, int chunks) {
        List<Part> parts = new ArrayList<>();
        int offset = 0;
        for (int left = in.readCount(in.remaining()); left > 0; left--) {
            ColumnGroup group = ColumnGroup.ofCode(in.readByte());
            for (int chunk = 0; chunk < chunks; chunk++) {
                int stored = in.readCount(MAX_PART_BYTES);
                if (stored > 0) {
                    int plain = in.readCount(MAX_PART_BYTES);
                    parts.add(new Part(group, chunk, offset, stored, plain, readInt(in)));
                    offset = Math.addExact(offset, stored);
                }
            }
        }
        return parts;
    }
}
