package io.stacklens.parser.template;

import io.stacklens.pipeline.text.Ascii;

/** The short names of months and days, where they stand in a date. */
final class DateWords {

    static final int LENGTH = 3;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String DAYS = "MonTueWedThuFriSatSun";

    private DateWords() {}

    /** {@code Nov} in {@code Nov 22} and in {@code 22 Nov 2026}; {@code Sun} before either. */
    static boolean isDate(byte[] body, int start, int end) {
        if (!Ascii.isUpper(body[start])) {
            return false;
        }
        int next = next(body, start + LENGTH, end);
        boolean isBeforeNumber = next < end && Ascii.isDigit(body[next]);
        if (isAmong(MONTHS, body, start)) {
            return isBeforeNumber;
        }
        return isAmong(DAYS, body, start)
                && (isBeforeNumber || (end - next > LENGTH && isAmong(MONTHS, body, next)));
    }

    private static int next(byte[] body, int from, int end) {
        int at = from < end && body[from] == ',' ? from + 1 : from;
        return Ascii.skipSpaces(body, at, end);
    }

    private static boolean isAmong(String names, byte[] body, int at) {
        for (int name = 0; name < names.length(); name += LENGTH) {
            if (body[at] == names.charAt(name)
                    && body[at + 1] == names.charAt(name + 1)
                    && body[at + 2] == names.charAt(name + 2)) {
                return true;
            }
        }
        return false;
    }
}
