package io.stacklens.parser.time;

import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

import java.time.ZoneId;

/**
 * Reads timestamps by hand, since a formatter takes many times as long (TimestampBenchmark): ISO
 * 8601 and its variants, those of web servers, syslog, ctime, RFC 1123, log4j and Go, times of day,
 * and epochs in seconds, milliseconds, microseconds or nanoseconds. Not thread-safe.
 */
public final class TimestampScanner {

    /** Where years are written with two digits, they are of this century. */
    private static final int CENTURY = 2000;

    private static final String[] MONTHS = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
    };
    private static final String[] WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private final Cursor cursor = new Cursor();
    private final EpochNumber epochNumber = new EpochNumber();
    private final DateParts parts;
    private final ClockTime clock;
    private long epochNanos;
    private boolean isOfParts;

    public TimestampScanner(ZoneId zone) {
        parts = new DateParts(zone);
        clock = new ClockTime(cursor, parts);
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

    /** Where the timestamp ends that stands here, or -1 when there is none; a draft is not told. */
    public int end(byte[] bytes, int start, int end) {
        return read(bytes, start, end, 0, false);
    }

    /** Reads a value that is a timestamp as a whole, a number or a text, into the draft. */
    public boolean scanWhole(byte[] bytes, int start, int end, LogDraft draft) {
        int from = Ascii.skipSpaces(bytes, start, end);
        int to = Ascii.trimEnd(bytes, from, end);
        if (!isCalendar(bytes, from, to) && epochNumber.read(bytes, from, to)) {
            epochNanos = epochNumber.nanos();
            isOfParts = false;
        } else if (read(bytes, from, to, draft.observedTimestamp(), true) != to) {
            return false;
        }
        give(draft, bytes, from, to);
        return true;
    }

    /**
     * Whether fourteen digits are a date and a time: as milliseconds they would be centuries off.
     */
    private static boolean isCalendar(byte[] bytes, int start, int end) {
        return end - start == 14 && bytes[start] == '2' && bytes[start + 1] == '0';
    }

    private void give(LogDraft draft, byte[] bytes, int start, int end) {
        long nanos = epochNanos == DateParts.NO_TIME ? 0 : epochNanos;
        draft.putTimestamp(nanos, bytes, start, end);
        if (nanos != 0 && isOfParts && parts.isLocal()) {
            draft.assumeOffset(parts.assumedOffsetSeconds(), parts.hasDate());
        }
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
        isOfParts = true;
        return cursor.position();
    }

    /**
     * The table of layouts: how many digits a timestamp begins with, and the byte behind them, say
     * which it can be.
     */
    private boolean readParts(boolean dateSuffices) {
        int first = cursor.peek();
        if (!Ascii.isDigit(first)) {
            return Ascii.isLetter(first) && named();
        }
        int digits = cursor.countDigits();
        int next = cursor.peek(digits);
        boolean isNameNext = Ascii.isLetter(cursor.peek(digits + 1));
        return switch (digits) {
            case 1, 2 ->
                    switch (next) {
                        case ':' -> digits == 2 && bareTimeOfDay();
                        case '/' -> isNameNext ? dayMonthName() : slashedDate();
                        case '-' -> isNameNext ? dayMonthName() : dashedDate();
                        case '.' -> dottedDate();
                        case ' ' -> dayMonthName();
                        default -> false;
                    };
            case 4 ->
                    next != ' '
                            ? yearFirst(dateSuffices)
                            : isNameNext ? yearAndNamed() : monthDay();
            case 6 -> next == ' ' && shortDate();
            case 8 -> basicIsoDate();
            case 14 -> yearFirstInOneNumber();
            default -> false;
        };
    }

    /**
     * 2026-11-22T08:15:30.123Z, 2026-11-22 08:15:30,123 +01:00, 2026/11/22 08:15:30, 2026.11.22
     * 08:15:30, 2026-11-22-08.15.30.123456, 2026/1/2:08:15:30.
     */
    private boolean yearFirst(boolean dateSuffices) {
        int separator = cursor.peek(4);
        if (separator != '-' && separator != '/' && separator != '.') {
            return false;
        }
        int year = cursor.number(4);
        cursor.skip(1);
        int month = oneOrTwoDigits();
        if (month < 0 || cursor.peek() != separator) {
            return false;
        }
        cursor.skip(1);
        int day = oneOrTwoDigits();
        if (day < 0) {
            return false;
        }
        parts.date(year, month, day);
        if (cursor.isAtEnd()) {
            return dateSuffices;
        }
        int between = cursor.peek();
        cursor.skip(1);
        if (between == ' ') {
            // MariaDB pads the hour with a blank.
            cursor.skipBlanks();
        }
        boolean isDotted = cursor.peek(2) == '.';
        return switch (between) {
            case 'T', 't', ' ', '_', ':' -> !isDotted && clock.read();
            case '-' -> isDotted ? clock.readDotted() : clock.read();
            default -> false;
        };
    }

    /** 1122 08:15:30.123456, as glog has it. */
    private boolean monthDay() {
        int month = cursor.number(2);
        int day = cursor.number(2);
        cursor.skip(1);
        boolean isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
        if (!isDate || cursor.peek(2) != ':' || cursor.peek(5) != ':') {
            return false;
        }
        parts.dateWithoutYear(month, day);
        return clock.read();
    }

    /** 20261122T081530.123Z, 20261122 08:15:30, 20261122-8:15:30:123. */
    private boolean basicIsoDate() {
        parts.date(cursor.number(4), cursor.number(2), cursor.number(2));
        if (cursor.skip('-')) {
            return clock.readUnpadded();
        }
        if (!cursor.skip('T') && !cursor.skip(' ')) {
            return false;
        }
        return cursor.countDigits() == 6 ? clock.readCompact() : clock.read();
    }

    /** 20261122081530. */
    private boolean yearFirstInOneNumber() {
        parts.date(cursor.number(4), cursor.number(2), cursor.number(2));
        return clock.readCompact();
    }

    /** 261122 081530 as Hadoop's early versions write it, 261122 8:15:30 as MySQL's do. */
    private boolean shortDate() {
        parts.date(CENTURY + cursor.number(2), cursor.number(2), cursor.number(2));
        cursor.skipBlanks();
        return cursor.countDigits() == 6 ? clock.readCompact() : clock.read();
    }

    /** 22/Nov/2026:08:15:30 +0000, 22-Nov-2026 08:15:30.123, 22 Nov 2026 08:15:30, 22 Nov 08:15. */
    private boolean dayMonthName() {
        int day = cursor.number(cursor.countDigits());
        int separator = cursor.peek();
        cursor.skip(1);
        int month = month();
        if (month == 0 || cursor.peek() != separator) {
            return false;
        }
        cursor.skip(1);
        boolean isYear = cursor.countDigits() == 4;
        if (!isYear && separator != ' ') {
            return false;
        }
        parts.dateWithoutYear(month, day);
        if (isYear) {
            parts.year(cursor.number(4));
            // RabbitMQ's old reports have two colons.
            if (!cursor.skip(':') && !cursor.skip(' ')) {
                return false;
            }
            cursor.skip(':');
        }
        return clock.read();
    }

    /**
     * 26/11/22 08:15:30 (log4j's short form), 11/22/2026 8:15:30 AM, 22/11/2026 08:15:30, 11/22/26
     * 8:15:30:123 EST (WebSphere). The number above 12 tells days from months; where both can be
     * months, a year in four digits comes behind month and day.
     */
    private boolean slashedDate() {
        int first = oneOrTwoDigits();
        cursor.skip(1);
        int second = oneOrTwoDigits();
        if (second < 0 || !cursor.skip('/')) {
            return false;
        }
        int digits = cursor.countDigits();
        if (digits != 2 && digits != 4) {
            return false;
        }
        int third = cursor.number(digits);
        cursor.skip(',');
        if (!cursor.skip(' ')) {
            return false;
        }
        boolean isYearLast = digits == 4 || !isPaddedClock();
        if (!isYearLast) {
            parts.date(CENTURY + first, second, third);
        } else {
            int year = digits == 4 ? third : CENTURY + third;
            parts.date(year, first > 12 ? second : first, first > 12 ? first : second);
        }
        return clock.read();
    }

    /** Whether the time of day is as log4j writes it, not as WebSphere does. */
    private boolean isPaddedClock() {
        return cursor.peek(2) == ':' && cursor.peek(5) == ':' && cursor.peek(8) != ':';
    }

    /** 11-22 08:15:30.123 (Android), 22-11-2026 08:15:30. */
    private boolean dashedDate() {
        int first = oneOrTwoDigits();
        cursor.skip(1);
        int second = oneOrTwoDigits();
        if (second < 0) {
            return false;
        }
        if (cursor.peek() == '-') {
            cursor.skip(1);
            return dayMonthYear(first, second);
        }
        if (!cursor.skip(' ') || cursor.peek(5) != ':') {
            return false;
        }
        parts.dateWithoutYear(first, second);
        return clock.read();
    }

    /** 22.11.2026 08:15:30, 11.22 08:15:30 (Proxifier). */
    private boolean dottedDate() {
        int first = oneOrTwoDigits();
        cursor.skip(1);
        int second = cursor.number(2);
        if (second < 0) {
            return false;
        }
        if (cursor.skip('.')) {
            return dayMonthYear(first, second);
        }
        if (!cursor.skip(' ') || cursor.peek(5) != ':') {
            return false;
        }
        parts.dateWithoutYear(first, second);
        return clock.read();
    }

    private boolean dayMonthYear(int day, int month) {
        int year = cursor.countDigits() == 4 ? cursor.number(4) : -1;
        cursor.skip(',');
        if (year < 0 || !cursor.skip(' ')) {
            return false;
        }
        parts.date(year, month, day);
        return clock.read();
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
                return cursor.countDigits() <= 2 && dayMonthName();
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
        if (cursor.countDigits() == 4 && (cursor.peek(4) == ' ' || cursor.peek(4) == ',')) {
            parts.year(cursor.number(4));
            cursor.skip(',');
            cursor.skip(1);
        }
        if (!clock.read()) {
            return false;
        }
        yearBehind();
        return true;
    }

    /** 2026 Nov 22 08:15:30, as network devices write it. */
    private boolean yearAndNamed() {
        int year = cursor.number(4);
        cursor.skip(1);
        if (!named()) {
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
        return cursor.peek(5) == ':' && clock.read();
    }

    private int oneOrTwoDigits() {
        return cursor.number(Ascii.isDigit(cursor.peek(1)) ? 2 : 1);
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
