package io.stacklens.logstore.query;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** Numbers written as text, in decimal or scientific notation. */
final class Numbers {

    /** So many digits fit a double exactly. */
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    static OptionalDouble parse(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        double number = parse(utf8, 0, utf8.length);
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** The number that the text is, or NaN if it is none. */
    static double parse(byte[] utf8, int offset, int length) {
        boolean negative = length > 0 && utf8[offset] == '-';
        int digits = length - (negative ? 1 : 0);
        if (digits < 1 || digits > EXACT_DIGITS) {
            return parseAny(utf8, offset, length);
        }
        long value = 0;
        for (int i = offset + length - digits; i < offset + length; i++) {
            int digit = utf8[i] - '0';
            if (digit < 0 || digit > 9) {
                return parseAny(utf8, offset, length);
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private static double parseAny(byte[] utf8, int offset, int length) {
        if (length == 0 || length > 64) {
            return Double.NaN;
        }
        for (int i = offset; i < offset + length; i++) {
            // Keeps out what Java alone takes for numbers: hexadecimal, NaN, 1d.
            if ("0123456789+-.eE".indexOf(utf8[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(new String(utf8, offset, length, StandardCharsets.US_ASCII));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}
