package io.stacklens.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How grave a log record is: the six ranges of the OpenTelemetry log data model. A severity number
 * from 1 to 24 says it finer; each range has four numbers.
 */
public enum Severity {
    TRACE(1),
    DEBUG(5),
    INFO(9),
    WARN(13),
    ERROR(17),
    FATAL(21);

    private static final Severity[] RANGES = values();

    private static final Map<String, Severity> ALIASES =
            Map.ofEntries(
                    Map.entry("WARNING", WARN),
                    Map.entry("NOTICE", INFO),
                    Map.entry("INFORMATION", INFO),
                    Map.entry("ERR", ERROR),
                    Map.entry("SEVERE", ERROR),
                    Map.entry("CRITICAL", FATAL),
                    Map.entry("CRIT", FATAL),
                    Map.entry("EMERGENCY", FATAL),
                    Map.entry("ALERT", FATAL),
                    Map.entry("PANIC", FATAL));

    private final int number;

    Severity(int number) {
        this.number = number;
    }

    /** The lowest severity number of this range. */
    public int number() {
        return number;
    }

    /** Position among the six, 0 for TRACE to 5 for FATAL: an array index and a bit's number. */
    public int index() {
        return (number - 1) / 4;
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    /** The range that a severity number from 1 to 24 falls into; numbers outside are clamped. */
    public static Severity ofNumber(int number) {
        return RANGES[Math.clamp((number - 1) / 4, 0, 5)];
    }

    /** The severity that a word names, in any case, with the usual aliases ({@code WARNING}, …). */
    public static Optional<Severity> named(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        for (Severity severity : values()) {
            if (severity.name().equals(upper)) {
                return Optional.of(severity);
            }
        }
        return Optional.ofNullable(ALIASES.get(upper));
    }
}
