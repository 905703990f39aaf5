package io.stacklens.dashboard.sql;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads counts that are kept by minute, hour and day: whole days from the day table, whole hours
 * beside them from the hour table, and minutes at the ends only.
 */
public final class RolledUp {

    /** Later than all that is stored: arrivals an hour ahead are taken as they are. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final String MINUTE = "1min";
    private static final String HOUR = "1hour";
    private static final String DAY = "1day";

    private RolledUp() {}

    /**
     * A stretch of time and what it is read from.
     *
     * @param size ends the names of tables
     */
    public record Slice(String size, Instant from, Instant to) {

        /** Its whole hours or days that have passed: only late lines change them. */
        public Optional<Slice> passed(Instant now) {
            Instant end = end(now);
            return end.isAfter(from) ? Optional.of(new Slice(size, from, end)) : Optional.empty();
        }

        /** What is left of it: the present hour or day and what is to come, and all minutes. */
        public Optional<Slice> goingOn(Instant now) {
            Instant end = end(now);
            return end.isBefore(to) ? Optional.of(new Slice(size, end, to)) : Optional.empty();
        }

        private Instant end(Instant now) {
            if (size.equals(MINUTE)) {
                return from;
            }
            Instant present =
                    now.truncatedTo(size.equals(DAY) ? ChronoUnit.DAYS : ChronoUnit.HOURS);
            return present.isBefore(from) ? from : present.isAfter(to) ? to : present;
        }
    }

    /**
     * All rows of a time, as a relation.
     *
     * @param columns that the tables of all three sizes have
     * @param tables begins their names
     * @param from null for all that is stored; a day of which some has expired then counts whole
     * @param to null for all that is stored
     * @param conditions hold for each row; their parameters and those of the times are added to it
     */
    public static String rows(
            String columns,
            String tables,
            @Nullable Instant from,
            @Nullable Instant to,
            InstantSource clock,
            Conditions conditions) {
        return rows(columns, tables, slices(from, to, clock.instant()), conditions);
    }

    /** All rows of some slices; there is at least one. */
    public static String rows(
            String columns, String tables, List<Slice> slices, Conditions conditions) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            parts.add(
                    """
                    select %s from %s_%s
                    where window_start >= :from%d and window_start < :to%d and %s\
                    """
                            .formatted(columns, tables, slice.size(), i, i, conditions.all()));
            conditions.with("from" + i, slice.from()).with("to" + i, slice.to());
        }
        return String.join("\nunion all\n", parts);
    }

    /**
     * What a time is read from.
     *
     * @param from null for all that is stored
     * @param to null for all that is stored
     */
    public static List<Slice> slices(@Nullable Instant from, @Nullable Instant to, Instant now) {
        return slices(from == null ? Instant.EPOCH : from, to == null ? now.plus(AHEAD) : to);
    }

    /** At least one, which is empty if the time is. */
    static List<Slice> slices(Instant from, Instant to) {
        List<Slice> slices = new ArrayList<>();
        cut(slices, from, to, List.of(ChronoUnit.DAYS, ChronoUnit.HOURS));
        return slices;
    }

    /** The whole units of a time, and what they leave at both ends in smaller units. */
    private static void cut(List<Slice> slices, Instant from, Instant to, List<ChronoUnit> units) {
        if (units.isEmpty()) {
            slices.add(new Slice(MINUTE, from, to));
            return;
        }
        ChronoUnit unit = units.getFirst();
        List<ChronoUnit> smaller = units.subList(1, units.size());
        Instant first = roundedUp(from, unit);
        Instant last = to.truncatedTo(unit);
        if (!first.isBefore(last)) {
            cut(slices, from, to, smaller);
            return;
        }
        if (from.isBefore(first)) {
            cut(slices, from, first, smaller);
        }
        slices.add(new Slice(unit == ChronoUnit.DAYS ? DAY : HOUR, first, last));
        if (last.isBefore(to)) {
            cut(slices, last, to, smaller);
        }
    }

    private static Instant roundedUp(Instant time, ChronoUnit unit) {
        Instant down = time.truncatedTo(unit);
        return down.equals(time) ? time : down.plus(1, unit);
    }
}
