package io.stacklens.collector.multiline;

import io.stacklens.collector.intake.RawLine;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A record that lines may still be joined to: the last of one program among those whose lines a
 * stream carries. Used again for the next record of that program.
 */
final class OpenRecord {

    private static final byte[] NOTHING = new byte[0];

    private final LineText begin = new LineText();
    private byte[] key = NOTHING;
    private int keyLength;
    private int keyHash;
    private RawLine first;
    private Trace trace = Trace.NONE;
    private int index;
    private int lines = 1;
    private long lastNanos;

    /** The joined lines as long as they lie side by side where they were read, up to here. */
    private int spanEnd;

    /** The joined lines once they are copied. */
    private byte @Nullable [] joined;

    private int size;

    OpenRecord(RawLine first) {
        this.first = first;
    }

    /** Makes it the record that begins with a line, whose place in the stream's list is given. */
    void begin(RawLine line, LineText message, Trace begun, int newIndex, long nanos) {
        first = line;
        begin.set(message.bytes(), message.start(), message.end());
        trace = begun;
        index = newIndex;
        lines = 1;
        lastNanos = nanos;
        spanEnd = line.offset() + line.length();
        joined = null;
        size = 0;
    }

    /** Makes it the record of a program. */
    void ofKey(byte[] bytes, int start, int end, int hash) {
        keyLength = end - start;
        keyHash = hash;
        if (key.length < keyLength) {
            key = new byte[keyLength * 2];
        }
        System.arraycopy(bytes, start, key, 0, keyLength);
    }

    boolean isOf(byte[] bytes, int start, int end, int hash) {
        return hash == keyHash && Arrays.equals(key, 0, keyLength, bytes, start, end);
    }

    LineText begin() {
        return begin;
    }

    Trace trace() {
        return trace;
    }

    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    int lines() {
        return lines;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** Bytes of the record as it is. */
    int length() {
        return joined == null ? spanEnd - first.offset() : size;
    }

    void append(RawLine line, LineText message, Trace now, long nanos) {
        trace = now;
        lines++;
        lastNanos = nanos;
        if (joined == null && isBeside(line.bytes(), message.start())) {
            spanEnd = message.end();
            return;
        }
        byte[] grown = room(message.end() - message.start() + 1);
        grown[size++] = '\n';
        System.arraycopy(
                message.bytes(), message.start(), grown, size, message.end() - message.start());
        size += message.end() - message.start();
    }

    /** Whether only a line end lies between the record and what begins in an array. */
    @SuppressWarnings("ReferenceEquality") // the same array, not the same bytes
    private boolean isBeside(byte[] bytes, int start) {
        return bytes == first.bytes() && start == spanEnd + 1 && bytes[spanEnd] == '\n';
    }

    /** What the record is now. */
    RawLine line() {
        if (lines == 1) {
            return first;
        }
        return joined == null
                ? new RawLine(
                        first.like(),
                        first.bytes(),
                        first.offset(),
                        spanEnd - first.offset(),
                        lines)
                : new RawLine(first.like(), joined, 0, size, lines);
    }

    /** Lets go of the array that the stream is read into. */
    void detach() {
        if (joined != null) {
            return;
        }
        int length = spanEnd - first.offset();
        boolean isAlone = first.offset() == 0 && length == first.bytes().length;
        if (!isAlone) {
            byte[] copy = Arrays.copyOfRange(first.bytes(), first.offset(), spanEnd);
            int shift = first.offset();
            begin.set(copy, begin.start() - shift, begin.end() - shift);
            first = new RawLine(first.like(), copy, 0, first.length());
            spanEnd = length;
        }
    }

    private byte[] room(int more) {
        byte[] held = joined;
        if (held == null) {
            size = spanEnd - first.offset();
            held = Arrays.copyOfRange(first.bytes(), first.offset(), spanEnd + more + size);
        } else if (size + more > held.length) {
            held = Arrays.copyOf(held, Math.max(size + more, held.length * 2));
        }
        joined = held;
        return held;
    }
}
