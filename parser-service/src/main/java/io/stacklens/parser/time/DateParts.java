package io.stacklens.parser.time;

import java.time.ZoneId;

/**
 * The parts of a timestamp as they were read, and what time they mean. What the source left out is
 * filled in: the zone from the settings; the year, so that the time is the latest one not ahead of
 * arrival; or the whole date, so that it is nearest to arrival.
 */
final class DateParts {

    /** What {@link #epochNanos} answers when the parts name no time, or none that fits a long. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final int UNKNOWN = Integer.MIN_VALUE;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;

    /** As far back as the last 29 February can lie. */
    private static final int YEARS_BACK = 8;

    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private final ZoneId zone;
    private int year;
    private int month;
    private int day;
    private int secondOfDay;
    private int nano;
    private int offsetSeconds;
    private int assumedOffset;

    DateParts(ZoneId zone) {
        this.zone = zone;
    }

    void clear() {
        year = UNKNOWN;
        month = UNKNOWN;
        day = UNKNOWN;
        secondOfDay = 0;
        nano = 0;
        offsetSeconds = UNKNOWN;
    }

    void date(int newYear, int newMonth, int newDay) {
        year = newYear;
        month = newMonth;
        day = newDay;
    }

    void dateWithoutYear(int newMonth, int newDay) {
        month = newMonth;
        day = newDay;
    }

    void year(int newYear) {
        year = newYear;
    }

    boolean hasYear() {
        return year != UNKNOWN;
    }

    /**
     * Sets the time of day; answers false when there is no such time. A leap second counts as :59.
     */
    boolean time(int hour, int minute, int second, int newNano) {
        if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return false;
        }
        if (hour == 24 && (minute != 0 || second != 0)) {
            return false;
        }
        secondOfDay = hour * 3600 + minute * 60 + Math.min(second, 59);
        nano = newNano;
        return true;
    }

    void offsetSeconds(int seconds) {
        offsetSeconds = seconds;
    }

    boolean hasDate() {
        return month != UNKNOWN;
    }

    /** Whether the source did not say its zone. */
    boolean isLocal() {
        return offsetSeconds == UNKNOWN;
    }

    /** What was taken for the offset of a time that is local. */
    int assumedOffsetSeconds() {
        return assumedOffset;
    }

    /** Nanoseconds since the epoch. */
    long epochNanos(long observedTimestamp) {
        long seconds = epochSeconds(Math.floorDiv(observedTimestamp, NANOS_PER_SECOND));
        if (seconds == NO_TIME || seconds > MAX_SECONDS || seconds < -MAX_SECONDS) {
            return NO_TIME;
        }
        return seconds * NANOS_PER_SECOND + nano;
    }

    private long epochSeconds(long observedSeconds) {
        if (month == UNKNOWN) {
            return onTheNearestDay(observedSeconds);
        }
        if (year == UNKNOWN) {
            return inTheNearestYear(observedSeconds);
        }
        return CivilDate.isValid(year, month, day)
                ? secondsOn(epochDay(year), observedSeconds)
                : NO_TIME;
    }

    private long onTheNearestDay(long observedSeconds) {
        long today = Math.floorDiv(observedSeconds, SECONDS_PER_DAY);
        long nearest = NO_TIME;
        for (long candidate = today - 1; candidate <= today + 1; candidate++) {
            nearest = nearer(secondsOn(candidate, observedSeconds), nearest, observedSeconds);
        }
        return nearest;
    }

    /**
     * The latest year in which the time is not ahead of arrival. A day ahead is allowed, since zone
     * and clock of the source may be off; then New Year's Eve stays where it belongs.
     */
    private long inTheNearestYear(long observedSeconds) {
        int thisYear = CivilDate.yearOf(Math.floorDiv(observedSeconds, SECONDS_PER_DAY));
        long latest = observedSeconds + SECONDS_PER_DAY;
        for (int candidate = thisYear + 1; candidate >= thisYear - YEARS_BACK; candidate--) {
            if (CivilDate.isValid(candidate, month, day)) {
                long seconds = secondsOn(epochDay(candidate), observedSeconds);
                if (seconds <= latest) {
                    return seconds;
                }
            }
        }
        return NO_TIME;
    }

    private static long nearer(long candidate, long nearest, long observedSeconds) {
        boolean isNearer =
                nearest == NO_TIME
                        || Math.abs(candidate - observedSeconds)
                                < Math.abs(nearest - observedSeconds);
        return isNearer ? candidate : nearest;
    }

    private long epochDay(int inYear) {
        return CivilDate.epochDay(inYear, month, day);
    }

    private long secondsOn(long epochDay, long observedSeconds) {
        long local = epochDay * SECONDS_PER_DAY + secondOfDay;
        if (offsetSeconds != UNKNOWN) {
            return local - offsetSeconds;
        }
        assumedOffset = LocalOffset.at(zone, local, observedSeconds);
        return local - assumedOffset;
    }
}
