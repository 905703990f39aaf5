package io.stacklens.model.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the day on days of the week, by the clocks of a zone. From a time to one that is not
 * later, it goes on into the next day; from a time to the same it lasts a whole day. It holds
 * whenever a clock on the wall says so, and rather longer on days when clocks are set: a time that
 * comes twice begins it at the first and ends it at the second; one that is left out begins it
 * where the clocks jump and ends it as late after the jump as it would have been.
 *
 * @param days on which it begins
 * @param from of those days, inclusive
 * @param to exclusive
 */
public record Recurrence(
        Set<Day> days,
        @JsonFormat(pattern = "HH:mm") LocalTime from,
        @JsonFormat(pattern = "HH:mm") LocalTime to,
        ZoneId zone) {

    /** A day of the week, as iCalendar spells it. */
    public enum Day {
        MO,
        TU,
        WE,
        TH,
        FR,
        SA,
        SU;

        static Day of(LocalDate date) {
            return of(date.getDayOfWeek());
        }

        static Day of(DayOfWeek day) {
            return valueOf(day.name().substring(0, 2));
        }
    }

    public Recurrence {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(zone, "zone");
        if (days.isEmpty()) {
            throw new IllegalArgumentException("days: [] (expected: at least one of MO to SU)");
        }
        // In the order of the week, however they were given.
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Whether it is going on at a time. */
    public boolean includes(Instant time) {
        LocalDate today = time.atZone(zone).toLocalDate();
        // It may have begun two days ago: the one before yesterday ended yesterday at this time,
        // but
        // for a clock that was set back.
        for (int day = -2; day <= 1; day++) {
            LocalDate date = today.plusDays(day);
            if (days.contains(Day.of(date))
                    && !time.isBefore(start(date))
                    && time.isBefore(end(date))) {
                return true;
            }
        }
        return false;
    }

    private Instant start(LocalDate date) {
        LocalDateTime local = date.atTime(from);
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        if (jump == null) {
            return local.atZone(zone).toInstant();
        }
        return jump.isGap() ? jump.getInstant() : local.toInstant(jump.getOffsetBefore());
    }

    private Instant end(LocalDate date) {
        LocalDateTime local = (to.isAfter(from) ? date : date.plusDays(1)).atTime(to);
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        if (jump == null) {
            return local.atZone(zone).toInstant();
        }
        // By the clock before the jump a time left out is as late after it as it lies in the gap.
        return local.toInstant(jump.isGap() ? jump.getOffsetBefore() : jump.getOffsetAfter());
    }
}
