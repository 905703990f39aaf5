package io.stacklens.logstore;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.block.BlockDirectory;
import io.stacklens.logstore.block.DamagedBlockException;
import io.stacklens.model.batch.LogBatch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reads blocks whole, to pack them anew. */
final class StoredChunks {

    private StoredChunks() {}

    /**
     * The records of a block, chunk by chunk.
     *
     * @throws DamagedBlockException if they cannot be read
     */
    static List<LogBatch> unpack(byte[] directory, byte[] payload, int records) {
        BlockDirectory read = BlockDirectory.read(directory, records);
        BlockColumns.Source source =
                parts -> parts.stream().map(p -> slice(payload, p.offset(), p.stored())).toList();
        return IntStream.range(0, read.chunkRows().size())
                .mapToObj(chunk -> new BlockColumns(read, chunk, source).whole())
                .toList();
    }

    private static byte[] slice(byte[] payload, int offset, int length) {
        if (offset + length > payload.length) {
            throw new DamagedBlockException("payload of %d bytes".formatted(payload.length));
        }
        return Arrays.copyOfRange(payload, offset, offset + length);
    }
}
