package io.stacklens.logstore.block;

import com.github.luben.zstd.ZstdCompressCtx;

import io.stacklens.logstore.block.BlockDirectory.Part;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The compressed parts of a block and their directory; the layout is {@link BlockDirectory}'s.
 *
 * @param directory as stored
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are written out once.
record Payload(byte[] directory, byte[] bytes) {

    /**
     * Packs the chunks of a block.
     *
     * @param level zstd's compression level
     */
    static Payload pack(List<LogBatch> chunks, int level) {
        List<Set<ColumnGroup>> groups = chunks.stream().map(ColumnGroup::in).toList();
        List<byte[]> stored = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int size = 0;
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(level)) {
            for (ColumnGroup group : ColumnGroup.values()) {
                for (int chunk = 0; chunk < chunks.size(); chunk++) {
                    if (!groups.get(chunk).contains(group)) {
                        continue;
                    }
                    byte[] plain = group.columnsOf(chunks.get(chunk)).encode();
                    byte[] compressed = zstd.compress(plain);
                    byte[] smaller = compressed.length < plain.length ? compressed : plain;
                    int checksum = BlockDirectory.checksum(smaller, 0, smaller.length);
                    parts.add(new Part(group, chunk, size, smaller.length, plain.length, checksum));
                    stored.add(smaller);
                    size = Math.addExact(size, smaller.length);
                }
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        stored.forEach(bytes::put);
        List<Integer> rows = chunks.stream().map(LogBatch::size).toList();
        return new Payload(new BlockDirectory(rows, parts).encode(), bytes.array());
    }

    /**
     * Unpacks one part.
     *
     * @param stored its stored bytes
     * @param rows as many as its chunk has
     */
    static LogBatch unpack(Part part, byte[] stored, int rows) {
        if (stored.length != part.stored()
                || BlockDirectory.checksum(stored, 0, stored.length) != part.checksum()) {
            throw new DamagedBlockException("checksum of group " + part.group());
        }
        try {
            LogBatch batch =
                    LogBatch.decode(
                            part.plain() == part.stored()
                                    ? stored
                                    : Unpacking.unpack(stored, part.plain()));
            if (batch.size() != rows) {
                throw new DamagedBlockException(
                        "group %s of %d rows (expected: %d)"
                                .formatted(part.group(), batch.size(), rows));
            }
            return batch;
        } catch (MalformedBatchException e) {
            throw new DamagedBlockException("group %s: %s".formatted(part.group(), e.getMessage()));
        }
    }
}
