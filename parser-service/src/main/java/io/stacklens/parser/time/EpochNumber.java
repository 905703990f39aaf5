package io.stacklens.parser.time;

import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * Reads an epoch that is written as a number. The unit follows from the size: up to 10^11 seconds
 * (the year 5138), then milliseconds, microseconds, nanoseconds. Below 10^8 (March 1973) a number
 * is no time but a count or a duration. Not thread-safe.
 */
final class EpochNumber {

    private static final long SMALLEST = 100_000_000L;
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private long nanos;

    /** What was read last; {@link DateParts#NO_TIME} when it does not fit. */
    long nanos() {
        return nanos;
    }

    boolean read(byte[] bytes, int start, int end) {
        if (start == end || !Ascii.isDigit(bytes[start])) {
            return false;
        }
        int point = start;
        while (point < end && Ascii.isDigit(bytes[point])) {
            point++;
        }
        if (hasExponent(bytes, point, end)) {
            return readExponential(bytes, start, end);
        }
        boolean hasFraction =
                point < end && bytes[point] == '.' && Ascii.areDigits(bytes, point + 1, end);
        if ((point < end && !hasFraction) || point - start > 19) {
            return false;
        }
        long whole = whole(bytes, start, point);
        if (whole < SMALLEST) {
            return false;
        }
        long unit = nanosPerUnit(whole);
        nanos = scaled(whole, unit);
        if (hasFraction && nanos != DateParts.NO_TIME) {
            nanos += fraction(bytes, point + 1, end) / (1_000_000_000L / unit);
        }
        return true;
    }

    private boolean readExponential(byte[] bytes, int start, int end) {
        try {
            double value =
                    Double.parseDouble(
                            new String(bytes, start, end - start, StandardCharsets.US_ASCII));
            if (!(value >= SMALLEST && value < 9e18)) {
                return false;
            }
            long whole = (long) value;
            long unit = nanosPerUnit(whole);
            nanos = scaled(whole, unit);
            if (nanos != DateParts.NO_TIME) {
                nanos += (long) ((value - whole) * unit);
            }
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** Whether the rest of a number is one with an exponent; most texts end this at once. */
    private static boolean hasExponent(byte[] bytes, int point, int end) {
        boolean hasExponent = false;
        for (int at = point; at < end; at++) {
            int b = bytes[at];
            boolean isMark = (b | 0x20) == 'e';
            if (!isMark && !Ascii.isDigit(b) && b != '.' && b != '+' && b != '-') {
                return false;
            }
            hasExponent |= isMark;
        }
        return hasExponent;
    }

    private static long whole(byte[] bytes, int start, int end) {
        long value = 0;
        for (int at = start; at < end; at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        // Nineteen digits can be more than a long holds.
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private static long nanosPerUnit(long value) {
        long unit = 1_000_000_000L;
        for (long bound = SECONDS_BELOW; value >= bound && unit > 1; bound *= 1000) {
            unit /= 1000;
        }
        return unit;
    }

    private static long scaled(long value, long unit) {
        return value == Long.MAX_VALUE || value > Long.MAX_VALUE / unit - 1
                ? DateParts.NO_TIME
                : value * unit;
    }

    /** The digits behind the point as billionths. */
    private static long fraction(byte[] bytes, int start, int end) {
        long value = 0;
        for (int i = 0; i < 9; i++) {
            value = value * 10 + (start + i < end ? bytes[start + i] - '0' : 0);
        }
        return value;
    }
}
