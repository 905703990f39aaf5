package io.stacklens.parser.field;

import io.stacklens.pipeline.text.Ascii;

/** Reads durations: numbers, and texts with units such as 12ms, 1.5s, 1m30s, 350µs. */
public final class Durations {

    public static final double NONE = Double.NaN;

    private Durations() {}

    /** A number in a given unit, or a text that names its units itself. NaN when it is neither. */
    public static double milliseconds(
            byte[] bytes, int start, int end, double millisecondsPerUnit) {
        double sum = 0;
        int at = start;
        while (at < end) {
            int numberEnd = numberEnd(bytes, at, end);
            if (numberEnd == at) {
                return NONE;
            }
            double value = number(bytes, at, numberEnd);
            if (numberEnd == end) {
                return at == start ? value * millisecondsPerUnit : NONE;
            }
            int unitStart = bytes[numberEnd] == ' ' ? numberEnd + 1 : numberEnd;
            int unitEnd = unitStart;
            while (unitEnd < end && !Ascii.isDigit(bytes[unitEnd])) {
                unitEnd++;
            }
            sum += value * unit(bytes, unitStart, unitEnd);
            at = unitEnd;
        }
        return at == start ? NONE : sum;
    }

    /** Milliseconds of a unit, or NaN for what is no unit. */
    private static double unit(byte[] bytes, int start, int end) {
        if (end - start == 1) {
            return switch (bytes[start]) {
                case 's' -> 1_000;
                case 'm' -> 60_000;
                case 'h' -> 3_600_000;
                default -> NONE;
            };
        }
        if (Ascii.isIgnoringCase("ms", bytes, start, end)
                || Ascii.isIgnoringCase("msec", bytes, start, end)
                || Ascii.isIgnoringCase("millis", bytes, start, end)) {
            return 1;
        }
        if (Ascii.is("ns", bytes, start, end)) {
            return 1e-6;
        }
        // Either of the two characters for micro is two bytes of UTF-8.
        boolean isMicro = end - start == 3 && bytes[start] < 0 && bytes[end - 1] == 's';
        if (isMicro || Ascii.is("us", bytes, start, end)) {
            return 1e-3;
        }
        if (Ascii.is("sec", bytes, start, end) || Ascii.is("seconds", bytes, start, end)) {
            return 1_000;
        }
        return Ascii.is("min", bytes, start, end) ? 60_000 : NONE;
    }

    private static int numberEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && (Ascii.isDigit(bytes[at]) || bytes[at] == '.')) {
            at++;
        }
        boolean hasExponent =
                at > start && at + 2 < end && bytes[at] == 'e' && bytes[at + 1] == '-';
        if (hasExponent && Ascii.isDigit(bytes[at + 2])) {
            at += 2;
            while (at < end && Ascii.isDigit(bytes[at])) {
                at++;
            }
        }
        return at;
    }

    /** A decimal number; digits behind the 18th do not matter for a duration. */
    private static double number(byte[] bytes, int start, int end) {
        long digits = 0;
        int scale = 0;
        int points = 0;
        int at = start;
        for (; at < end && bytes[at] != 'e'; at++) {
            if (bytes[at] == '.') {
                points++;
            } else if (digits < 100_000_000_000_000_000L) {
                digits = digits * 10 + (bytes[at] - '0');
                scale -= points;
            } else {
                scale += 1 - points;
            }
        }
        if (points > 1 || points == end - start) {
            return NONE;
        }
        if (at < end) {
            scale -= (int) Math.min(400, Math.max(0, Ascii.number(bytes, at + 2, end)));
        }
        return scale < 0 ? digits / Math.pow(10, -scale) : digits * Math.pow(10, scale);
    }
}
