package io.stacklens.parser.time;

import io.stacklens.pipeline.text.Ascii;

/**
 * Reads the time of day, its fraction and its zone from where a cursor stands. Not thread-safe: one
 * for each cursor.
 */
final class ClockTime {

    private static final int NONE = -1;

    private final Cursor cursor;
    private final DateParts parts;

    ClockTime(Cursor cursor, DateParts parts) {
        this.cursor = cursor;
        this.parts = parts;
    }

    /** 08:15, 8:15:30, 08:15:30.123456, 8:15:30 AM, each with a zone or without. */
    boolean read() {
        int hour = oneOrTwoDigits();
        if (hour < 0 || !cursor.skip(':')) {
            return false;
        }
        int minute = cursor.number(2);
        if (minute < 0) {
            return false;
        }
        int second = 0;
        if (cursor.peek() == ':') {
            cursor.skip(1);
            second = cursor.number(2);
        }
        return rest(hour, minute, second);
    }

    /** 8:1:3:44, where nothing is padded and the last part counts milliseconds. */
    boolean readUnpadded() {
        int hour = oneOrTwoDigits();
        int minute = cursor.skip(':') ? oneOrTwoDigits() : NONE;
        int second = cursor.skip(':') ? oneOrTwoDigits() : NONE;
        if (hour < 0 || minute < 0 || second < 0) {
            return false;
        }
        int digits = cursor.peek() == ':' ? cursor.skipAndCountDigits() : 0;
        int millis = digits >= 1 && digits <= 3 ? cursor.number(digits) : 0;
        return parts.time(hour, minute, second, millis * 1_000_000);
    }

    /** 08.15.30.123456 or 08.15.30:123. */
    boolean readDotted() {
        int hour = cursor.number(2);
        int minute = cursor.skip('.') ? cursor.number(2) : NONE;
        int second = cursor.skip('.') ? cursor.number(2) : NONE;
        return minute >= 0 && second >= 0 && rest(hour, minute, second);
    }

    /** 081530, 081530.123. */
    boolean readCompact() {
        return rest(cursor.number(2), cursor.number(2), cursor.number(2));
    }

    private int oneOrTwoDigits() {
        return cursor.number(cursor.countDigits() == 1 ? 1 : 2);
    }

    private boolean rest(int hour, int minute, int second) {
        int nano = 0;
        int point = cursor.peek();
        if ((point == '.' || point == ',') && Ascii.isDigit(cursor.peek(1))) {
            cursor.skip(1);
            nano = fraction();
        } else if (point == ':' && isThreeDigits(1)) {
            cursor.skip(1);
            nano = fraction();
        }
        if (!parts.time(halfOfDay(hour), minute, second, nano)) {
            return false;
        }
        zone();
        return true;
    }

    private boolean isThreeDigits(int ahead) {
        return Ascii.isDigit(cursor.peek(ahead))
                && Ascii.isDigit(cursor.peek(ahead + 1))
                && Ascii.isDigit(cursor.peek(ahead + 2))
                && !Ascii.isDigit(cursor.peek(ahead + 3))
                && cursor.peek(ahead + 3) != ':';
    }

    private int fraction() {
        int nano = 0;
        int digits = 0;
        while (Ascii.isDigit(cursor.peek())) {
            if (digits < 9) {
                nano = nano * 10 + (cursor.peek() - '0');
                digits++;
            }
            cursor.skip(1);
        }
        for (; digits < 9; digits++) {
            nano *= 10;
        }
        return nano;
    }

    /** The hour in a day of 24 when AM or PM follows. */
    private int halfOfDay(int hour) {
        int ahead = cursor.peek() == ' ' ? 1 : 0;
        int half = cursor.peek(ahead) | 0x20;
        boolean isHalf =
                (half == 'a' || half == 'p')
                        && (cursor.peek(ahead + 1) | 0x20) == 'm'
                        && !Ascii.isLetter(cursor.peek(ahead + 2));
        if (!isHalf || hour < 1 || hour > 12) {
            return hour;
        }
        cursor.skip(ahead + 2);
        return hour % 12 + (half == 'p' ? 12 : 0);
    }

    private void zone() {
        int before = cursor.position();
        boolean isApart = cursor.skip(' ');
        int sign = cursor.peek();
        boolean hasSign = sign == '+' || sign == '-';
        boolean isRead = hasSign ? numericOffset(sign, isApart) : namedZone();
        if (isRead) {
            region();
        } else {
            cursor.moveTo(before);
        }
    }

    private boolean numericOffset(int sign, boolean isApart) {
        cursor.skip(1);
        int hours = cursor.number(2);
        if (hours < 0 || hours > 18) {
            return false;
        }
        boolean hasColon = cursor.skip(':');
        int minutes = cursor.number(2);
        // "12:00:00 -05 …" reads as a dash and a number; joined to the time it is an offset, and
        // PostgreSQL writes it so before "[pid]".
        boolean isBeforeBracket = cursor.peek() == ' ' && cursor.peek(1) == '[';
        if (minutes > 59 || (minutes < 0 && (hasColon || (isApart && !isBeforeBracket)))) {
            return false;
        }
        int seconds = hours * 3600 + Math.max(0, minutes) * 60;
        parts.offsetSeconds(sign == '-' ? -seconds : seconds);
        return true;
    }

    private boolean namedZone() {
        int letters = cursor.countLetters();
        int offset = ZoneNames.offsetSeconds(cursor, letters);
        if (offset == ZoneNames.UNKNOWN || Ascii.isDigit(cursor.peek(letters))) {
            return false;
        }
        parts.offsetSeconds(offset);
        cursor.skip(letters);
        return true;
    }

    /** Skips the region that Java's ISO_ZONED_DATE_TIME adds to an offset: [Europe/Paris]. */
    private void region() {
        if (cursor.peek() != '[' || !Ascii.isUpper(cursor.peek(1))) {
            return;
        }
        int length = 1;
        while (isRegionCharacter(cursor.peek(length))) {
            length++;
        }
        if (cursor.peek(length) == ']') {
            cursor.skip(length + 1);
        }
    }

    private static boolean isRegionCharacter(int b) {
        return Ascii.isLetter(b) || b == '/' || b == '_';
    }
}
