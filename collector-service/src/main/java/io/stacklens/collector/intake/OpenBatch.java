package io.stacklens.collector.intake;

import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RequestPartId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A batch that still takes lines. Guarded by its partition's lock. */
final class OpenBatch {

    private final RawBatchBuilder builder;
    private final List<Part> parts = new ArrayList<>();

    OpenBatch() {
        builder = new RawBatchBuilder();
    }

    /** For the lines of a part of a request, and no others. */
    OpenBatch(RequestPartId requestPart) {
        builder = new RawBatchBuilder(requestPart);
    }

    /** Adds the line at an index of what the receipt follows. */
    void add(RawLine line, Receipt receipt, int index) {
        builder.add(line.like(), line.bytes(), line.offset(), line.length(), line.lineCount());
        Part last = parts.isEmpty() ? null : parts.getLast();
        if (last != null && last.receipt == receipt) {
            last.to = index + 1;
        } else {
            receipt.opened();
            parts.add(new Part(receipt, index));
        }
    }

    int size() {
        return builder.size();
    }

    long bodyBytes() {
        return builder.bodyBytes();
    }

    byte[] encode() {
        return builder.build().encode();
    }

    void close(@Nullable Exception error) {
        parts.forEach(part -> part.receipt.closed(part.from, part.to, error));
    }

    private static final class Part {
        private final Receipt receipt;
        private final int from;
        private int to;

        Part(Receipt receipt, int from) {
            this.receipt = receipt;
            this.from = from;
            this.to = from + 1;
        }
    }
}
