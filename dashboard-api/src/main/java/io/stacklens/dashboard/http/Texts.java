package io.stacklens.dashboard.http;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.AlertSeverity;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of parameters. Each method gives null for a blank text and refuses what it does
 * not know with what was expected.
 */
public final class Texts {

    /** What a time looks like, as refusals and the description of the API say it. */
    static final String TIME =
            "a time such as 2026-01-31T12:00:00Z, or milliseconds since the epoch";

    private static final int LAST_YEAR = 9_999;
    private static final String LENGTH = "a length of time such as 30s, 5m, 1h, 1d or PT5M";
    private static final Pattern MILLIS = Pattern.compile("\\d{10,14}");
    private static final Pattern SHORT_LENGTH = Pattern.compile("(\\d{1,9})(ms|s|m|min|h|d)");
    // A plus sign in a query string arrives as a space.
    private static final Pattern LOST_PLUS = Pattern.compile(" (\\d\\d:\\d\\d)$");

    private Texts() {}

    public static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    public static @Nullable Instant time(String value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(LOST_PLUS.matcher(text).replaceFirst("+$1"));
            // The database can hold more, but not all that Java can.
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw new UnexpectedTextException(TIME);
    }

    public static @Nullable Duration length(String value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        Matcher parts = SHORT_LENGTH.matcher(text.toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            long n = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m", "min" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnexpectedTextException(LENGTH);
        }
    }

    public static @Nullable Severity severity(String value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        return Severity.named(text)
                .orElseThrow(
                        () ->
                                new UnexpectedTextException(
                                        "TRACE, DEBUG, INFO, WARN, ERROR or FATAL, or an alias such"
                                                + " as WARNING"));
    }

    public static @Nullable AlertSeverity alertSeverity(String value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "INFO" -> AlertSeverity.INFO;
            case "WARNING", "WARN" -> AlertSeverity.WARNING;
            case "CRITICAL", "CRIT", "FATAL" -> AlertSeverity.CRITICAL;
            default -> throw new UnexpectedTextException("INFO, WARNING or CRITICAL");
        };
    }
}
