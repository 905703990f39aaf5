package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteWriter} wrote. Never reads past its end: bytes that end too early are a
 * {@link MalformedBatchException}.
 */
public final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /**
     * The value of a Kafka record.
     *
     * @throws MalformedBatchException if it has none
     */
    public static byte[] requireValue(byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedBatchException("no value");
        }
        return value;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int readByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedBatchException("varint longer than 10 bytes at byte " + position);
    }

    /**
     * A varint that says how many bytes or entries follow; each takes at least one bit of input.
     */
    public int readCount(long limit) {
        long count = readVarint();
        if (count < 0 || count > limit) {
            throw new MalformedBatchException(
                    "count %d before byte %d (expected: at most %d)"
                            .formatted(count, position, limit));
        }
        return (int) count;
    }

    public long readSignedVarint() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public double readDouble() {
        require(8);
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            bits |= (bytes[position++] & 0xFFL) << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    public byte[] readBlock() {
        int length = readCount(remaining());
        skip(length);
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    public String readText() {
        int length = readCount(remaining());
        skip(length);
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    public void skip(int length) {
        require(length);
        position += length;
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new MalformedBatchException(
                    "%d bytes wanted at byte %d, %d left"
                            .formatted(length, position, end - position));
        }
    }
}
