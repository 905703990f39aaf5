package io.stacklens.parser.time;

import io.stacklens.parser.line.Ascii;
import io.stacklens.parser.line.LogDraft;

import java.time.ZoneId;

/**
 * Reads timestamps by hand, since a formatter takes many times as long (TimestampBenchmark): ISO
 * 8601 and its variants, those of web servers, syslog, ctime, RFC 1123, log4j and Go, times of day,
 * and epochs in seconds, milliseconds, microseconds or nanoseconds. Not thread-safe.
 */
public final class TimestampScanner {

    private static final String[] MONTHS = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
    };
    private static final String[] WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private final Cursor cursor = new Cursor();
    private final EpochNumber epochNumber = new EpochNumber();
    private final DateParts parts;
    private long epochNanos;

    public TimestampScanner(ZoneId zone) {
        parts = new DateParts(zone);
    }

    /**
     * Reads the timestamp that a line begins with, a time of day at least, into the draft.
     *
     * @return where it ends, or -1 when there is none
     */
    public int scan(byte[] bytes, int start, int end, LogDraft draft) {
        int stop = read(bytes, start, end, draft.observedTimestamp(), false);
        if (stop >= 0) {
            give(draft, bytes, start, stop);
        }
        return stop;
    }

    /** Reads a value that is a timestamp as a whole, a number or a text, into the draft. */
    public boolean scanWhole(byte[] bytes, int start, int end, LogDraft draft) {
        int from = Ascii.skipSpaces(bytes, start, end);
        int to = Ascii.trimEnd(bytes, from, end);
        if (epochNumber.read(bytes, from, to)) {
            epochNanos = epochNumber.nanos();
        } else if (read(bytes, from, to, draft.observedTimestamp(), true) != to) {
            return false;
        }
        give(draft, bytes, from, to);
        return true;
    }

    private void give(LogDraft draft, byte[] bytes, int start, int end) {
        long nanos = epochNanos == DateParts.NO_TIME ? 0 : epochNanos;
        draft.putTimestamp(nanos, bytes, start, end);
    }

    private int read(
            byte[] bytes, int start, int end, long observedTimestamp, boolean dateSuffices) {
        cursor.set(bytes, start, end);
        parts.clear();
        if (!readParts(dateSuffices)) {
            return -1;
        }
        int next = cursor.peek();
        if (Ascii.isDigit(next) || Ascii.isLetter(next)) {
            return -1;
        }
        epochNanos = parts.epochNanos(observedTimestamp);
        return cursor.position();
    }

    private boolean readParts(boolean dateSuffices) {
        int first = cursor.peek();
        if (Ascii.isDigit(first)) {
            return switch (cursor.countDigits()) {
                case 4 -> cursor.peek(4) == ' ' ? yearFirst() : isoDate(dateSuffices);
                case 8 -> basicIsoDate();
                case 2 -> cursor.peek(2) == ':' ? bareTimeOfDay() : dayFirst();
                case 1 -> dayFirst();
                default -> false;
            };
        }
        return Ascii.isLetter(first) && named();
    }

    /** 2026-11-22T08:15:30.123Z, 2026-11-22 08:15:30,123 +01:00, 2026/11/22 08:15:30. */
    private boolean isoDate(boolean dateSuffices) {
        int separator = cursor.peek(4);
        if (separator != '-' && separator != '/') {
            return false;
        }
        int year = cursor.number(4);
        cursor.skip(1);
        int month = cursor.number(2);
        if (month < 0 || cursor.peek() != separator) {
            return false;
        }
        cursor.skip(1);
        int day = cursor.number(2);
        if (day < 0) {
            return false;
        }
        parts.date(year, month, day);
        if (cursor.isAtEnd()) {
            return dateSuffices;
        }
        int between = cursor.peek();
        if (between != 'T' && between != 't' && between != ' ') {
            return false;
        }
        cursor.skip(1);
        return timeOfDay();
    }

    /** 20261122T081530.123Z, 20261122 08:15:30. */
    private boolean basicIsoDate() {
        parts.date(cursor.number(4), cursor.number(2), cursor.number(2));
        if (!cursor.skip('T') && !cursor.skip(' ')) {
            return false;
        }
        if (cursor.countDigits() != 6) {
            return timeOfDay();
        }
        return time(cursor.number(2), cursor.number(2), cursor.number(2));
    }

    /** 22/Nov/2026:08:15:30 +0000, 22-Nov-2026 08:15:30.123, 22 Nov 2026 08:15:30,123. */
    private boolean dayFirst() {
        int day = cursor.number(cursor.countDigits());
        int separator = cursor.peek();
        if (separator != '/' && separator != '-' && separator != ' ') {
            return false;
        }
        cursor.skip(1);
        int month = month();
        if (month == 0 || cursor.peek() != separator) {
            return false;
        }
        cursor.skip(1);
        int year = cursor.countDigits() == 4 ? cursor.number(4) : -1;
        if (year < 0 || (!cursor.skip(':') && !cursor.skip(' '))) {
            return false;
        }
        parts.date(year, month, day);
        return timeOfDay();
    }

    /** Nov 22 08:15:30, Nov 2 2026 08:15:30, Sun Nov 22 08:15:30.123 2026, Sun, 22 Nov 2026 …. */
    private boolean named() {
        if (weekday()) {
            cursor.skip(',');
            if (!cursor.skip(' ')) {
                return false;
            }
            cursor.skipBlanks();
            if (Ascii.isDigit(cursor.peek())) {
                return dayFirst();
            }
        }
        int month = month();
        if (month == 0 || !cursor.skip(' ')) {
            return false;
        }
        cursor.skipBlanks();
        int digits = cursor.countDigits();
        int day = digits == 1 || digits == 2 ? cursor.number(digits) : -1;
        if (day < 1 || day > 31) {
            return false;
        }
        parts.dateWithoutYear(month, day);
        cursor.skip(',');
        if (!cursor.skip(' ')) {
            return false;
        }
        cursor.skipBlanks();
        if (cursor.countDigits() == 4 && cursor.peek(4) == ' ') {
            parts.year(cursor.number(4));
            cursor.skip(1);
        }
        if (!timeOfDay()) {
            return false;
        }
        yearBehind();
        return true;
    }

    /** 2026 Nov 22 08:15:30, as network devices write it. */
    private boolean yearFirst() {
        int year = cursor.number(4);
        cursor.skip(1);
        if (!Ascii.isLetter(cursor.peek()) || !named()) {
            return false;
        }
        parts.year(year);
        return true;
    }

    private void yearBehind() {
        if (parts.hasYear() || cursor.peek() != ' ') {
            return;
        }
        int before = cursor.position();
        cursor.skip(1);
        int year = cursor.countDigits() == 4 ? cursor.number(4) : -1;
        // A four-digit number that could just as well be the message's first word stays there, and
        // one before a colon is the begin of an address.
        boolean isAddress = cursor.peek() == ':' && cursor.peek(1) != ' ';
        if (year >= 1970 && year < 2100 && !isAddress) {
            parts.year(year);
        } else {
            cursor.moveTo(before);
        }
    }

    /** A time without a date counts only with its seconds: a line may well begin with "10:30". */
    private boolean bareTimeOfDay() {
        return cursor.peek(5) == ':' && timeOfDay();
    }

    /** 08:15, 08:15:30, 08:15:30.123456, each with a zone or without. */
    private boolean timeOfDay() {
        int hour = cursor.number(cursor.countDigits() == 1 ? 1 : 2);
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
        return time(hour, minute, second);
    }

    private boolean time(int hour, int minute, int second) {
        int nano = 0;
        int point = cursor.peek();
        if ((point == '.' || point == ',') && Ascii.isDigit(cursor.peek(1))) {
            cursor.skip(1);
            nano = fraction();
        }
        if (!parts.time(hour, minute, second, nano)) {
            return false;
        }
        zone();
        return true;
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
        // "12:00:00 -05 …" reads as a dash and a number; joined to the time it is an offset.
        if (minutes > 59 || (minutes < 0 && (isApart || hasColon))) {
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

    private boolean weekday() {
        int letters = cursor.countLetters();
        for (String weekday : WEEKDAYS) {
            if (letters >= 3 && cursor.isWord(weekday)) {
                cursor.skip(letters);
                return true;
            }
        }
        return false;
    }

    private int month() {
        if (cursor.countLetters() != 3) {
            return 0;
        }
        for (int i = 0; i < MONTHS.length; i++) {
            if (cursor.isWord(MONTHS[i])) {
                cursor.skip(3);
                return i + 1;
            }
        }
        return 0;
    }
}
