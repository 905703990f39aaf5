package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of requests with a key that one transaction took from a partition of {@code
 * collected-logs}: the value of {@code seen-keys}.
 *
 * <p>Layout: magic {@code K}, version, number of parts; for each part its id in 16 bytes, highest
 * first, and the zigzag difference of its time to the part before, the first to 0.
 */
public record SeenKeys(List<Seen> parts) {

    private static final char MAGIC = 'K';
    private static final int VERSION = 1;
    private static final int LEAST_BYTES = 17;

    public SeenKeys {
        parts = List.copyOf(parts);
    }

    /**
     * A part of a request.
     *
     * @param appended when Kafka got it, ms since the epoch
     */
    public record Seen(RequestPartId id, long appended) {}

    public byte[] encode() {
        ByteWriter out = new ByteWriter(16 + parts.size() * 24);
        out.writeByte(MAGIC);
        out.writeByte(VERSION);
        out.writeVarint(parts.size());
        long previous = 0;
        for (Seen part : parts) {
            writeLong(out, part.id().high());
            writeLong(out, part.id().low());
            out.writeSignedVarint(part.appended() - previous);
            previous = part.appended();
        }
        return out.toByteArray();
    }

    /**
     * Reads what was encoded.
     *
     * @throws MalformedBatchException if it was not
     */
    public static SeenKeys decode(byte @Nullable [] value) {
        ByteReader in = new ByteReader(ByteReader.requireValue(value));
        int magic = in.readByte();
        int version = in.readByte();
        if (magic != MAGIC || version != VERSION) {
            throw new MalformedBatchException(
                    "seen keys begin with 0x%02x version %d (expected: 0x%02x version %d)"
                            .formatted(magic, version, (int) MAGIC, VERSION));
        }
        int size = in.readCount(in.remaining() / LEAST_BYTES);
        List<Seen> parts = new ArrayList<>(size);
        long appended = 0;
        for (int i = 0; i < size; i++) {
            RequestPartId id = new RequestPartId(readLong(in), readLong(in));
            appended += in.readSignedVarint();
            parts.add(new Seen(id, appended));
        }
        return new SeenKeys(parts);
    }

    private static void writeLong(ByteWriter out, long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.writeByte((int) (value >>> shift));
        }
    }

    private static long readLong(ByteReader in) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | in.readByte();
        }
        return value;
    }
}
