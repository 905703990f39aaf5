package io.stacklens.standalone;

import io.stacklens.dashboard.silences.SilenceRequest;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.standalone.Arguments.UsageException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that come at certain times, and what has to become of the rules then. Times are counted
 * from the start ({@code 90s}, {@code 1m30s}), or are times of their own.
 *
 * @param start when the test begins; a day of the past if absent, so that times in lines count
 * @param silences as the API takes them, with times of their own
 * @param commands what people do meanwhile
 * @param expect how alerts stand at certain times
 * @param changes all changes of state, in order; absent if they are not to be looked at
 */
record RuleTest(
        @Nullable String name,
        @Nullable String start,
        @Nullable List<Lines> lines,
        @Nullable List<SilenceRequest> silences,
        @Nullable List<Command> commands,
        @Nullable List<Expectation> expect,
        @Nullable List<Change> changes) {

    private static final String USUAL_START = "2026-01-01T00:00:00Z";
    private static final Duration LONGEST = Duration.ofDays(8);
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** When it begins. */
    Instant startTime() {
        String text = start == null ? USUAL_START : start;
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new UsageException(
                    "start: '%s' (expected: a time such as %s)".formatted(text, USUAL_START));
        }
    }

    /**
     * A time of the test.
     *
     * @throws UsageException if it is none, or before the start, or more than eight days behind it
     */
    Instant time(@Nullable String text) {
        if (text == null) {
            throw new UsageException("at is missing (expected: a time such as 1m30s)");
        }
        Instant from = startTime();
        Instant time = from.plus(length(text, from));
        if (time.isBefore(from) || time.isAfter(from.plus(LONGEST))) {
            throw new UsageException(
                    "at: %s (expected: within eight days of the start)".formatted(text));
        }
        return time;
    }

    private static Duration length(String text, Instant from) {
        if (text.endsWith("Z")) {
            try {
                return Duration.between(from, Instant.parse(text));
            } catch (DateTimeParseException _) {
                throw new UsageException(notATime(text));
            }
        }
        return length(text);
    }

    /** A length of time. */
    static Duration length(String text) {
        Matcher parts = PART.matcher(text.strip());
        Duration sum = Duration.ZERO;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            long n = Long.parseLong(parts.group(1));
            sum =
                    sum.plus(
                            switch (parts.group(2)) {
                                case "ms" -> Duration.ofMillis(n);
                                case "s" -> Duration.ofSeconds(n);
                                case "m" -> Duration.ofMinutes(n);
                                case "h" -> Duration.ofHours(n);
                                default -> Duration.ofDays(n);
                            });
            end = parts.end();
        }
        if (end == 0 || end != text.strip().length()) {
            throw new UsageException(notATime(text));
        }
        return sum;
    }

    private static String notATime(String text) {
        return "'%s' (expected: a time such as 30s, 1m30s or 2026-01-01T00:00:30Z)".formatted(text);
    }

    /**
     * Lines as they would be sent.
     *
     * @param service that the request names
     * @param line one of them
     * @param lines several, in the place of line
     * @param count how often they are sent; 1 if absent
     * @param every how long after each other; 1s if absent
     */
    record Lines(
            @Nullable String at,
            @Nullable String service,
            @Nullable String host,
            @Nullable String line,
            @Nullable List<String> lines,
            @Nullable Integer count,
            @Nullable String every) {}

    /** What somebody does to the episode of a rule. */
    record Command(
            @Nullable String at,
            @Nullable String rule,
            @Nullable String service,
            @Nullable String route,
            AlertCommand.@Nullable Action action) {}

    /**
     * How an alert stands at a time.
     *
     * @param service null for any
     * @param route null for any
     * @param status {@code pending}, {@code firing}, {@code acknowledged}, {@code resolved}, or
     *     {@code none} when nothing is going on
     * @param suppressed whether a silence keeps it from being told; null if it does not matter
     */
    record Expectation(
            @Nullable String at,
            @Nullable String rule,
            @Nullable String service,
            @Nullable String route,
            @Nullable String status,
            @Nullable Double value,
            @Nullable AlertSeverity severity,
            @Nullable Boolean suppressed) {}

    /**
     * One change of state.
     *
     * @param at null if the time does not matter
     * @param service null if it does not matter
     */
    record Change(
            @Nullable String at,
            @Nullable String rule,
            @Nullable String service,
            @Nullable String route,
            @Nullable String status) {}
}
