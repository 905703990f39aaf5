package io.stacklens.model.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the few number forms that our binary layouts use. */
public final class ByteWriter {

    private byte[] bytes;
    private int size;

    public ByteWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int size() {
        return size;
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    /** Appends all that another writer holds. */
    public void writeAll(ByteWriter other) {
        writeBytes(other.bytes, 0, other.size);
    }

    /** Appends what this writer holds between two positions once more. */
    void writeRange(int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, bytes, size, to - from);
        size += to - from;
    }

    /** Seven bits a byte, lowest first, the high bit set on all but the last (LEB128, unsigned). */
    public void writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed number whose small magnitudes take few bytes: zigzag, then varint. */
    public void writeSignedVarint(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** The first {@code count} of some numbers as varints. */
    void writeVarints(int[] values, int count) {
        reserve(count * 5);
        byte[] out = bytes;
        int end = size;
        for (int i = 0; i < count; i++) {
            int rest = values[i];
            while ((rest & ~0x7F) != 0) {
                out[end++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            out[end++] = (byte) rest;
        }
        size = end;
    }

    /** The differences of the first {@code count} numbers to the one before, as signed varints. */
    void writeDeltas(long[] values, int count) {
        reserve(count * 10);
        byte[] out = bytes;
        int end = size;
        long previous = 0;
        for (int i = 0; i < count; i++) {
            long delta = values[i] - previous;
            long rest = (delta << 1) ^ (delta >> 63);
            while ((rest & ~0x7FL) != 0) {
                out[end++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            out[end++] = (byte) rest;
            previous = values[i];
        }
        size = end;
    }

    /** Eight bytes, lowest first. */
    public void writeDouble(double value) {
        reserve(8);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    /** Length as a varint, then the bytes. */
    public void writeBlock(byte[] block) {
        writeVarint(block.length);
        writeBytes(block);
    }

    /** Length in bytes as a varint, then UTF-8. */
    public void writeText(String text) {
        writeBlock(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * The backing array, of which the first {@link #size} bytes count; valid until the next write.
     */
    byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
