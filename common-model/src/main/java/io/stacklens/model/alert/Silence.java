package io.stacklens.model.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Says of which alerts nobody is to be told for a while. A row of {@code silences}.
 *
 * @param matchers all of which an alert has to match; at least one
 * @param startsAt inclusive
 * @param endsAt exclusive; null for a recurring one that goes on until somebody deletes it
 * @param recurrence null if it holds all the time between start and end
 */
public record Silence(
        @Nullable Long id,
        Kind kind,
        List<AlertMatcher> matchers,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Recurrence recurrence,
        String comment,
        String createdBy,
        Instant createdAt) {

    /** Why there is one; both work alike. */
    public enum Kind {
        /** Somebody knows about it and does not want to hear of it. */
        SILENCE,
        /** Work that was planned. */
        MAINTENANCE;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Kind ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public Silence {
        matchers = List.copyOf(matchers);
        requireNonNull(startsAt, "startsAt");
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers: [] (expected: at least one)");
        }
        if (endsAt != null && !endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "ends_at: %s (expected: after starts_at %s)".formatted(endsAt, startsAt));
        }
        if (endsAt == null && recurrence == null) {
            throw new IllegalArgumentException(
                    "ends_at: null (expected: a time, unless it recurs)");
        }
    }

    public boolean isActive(Instant now) {
        return !now.isBefore(startsAt)
                && (endsAt == null || now.isBefore(endsAt))
                && (recurrence == null || recurrence.includes(now));
    }

    /** Whether an alert is one of those it is for; does not look at the time. */
    public boolean isFor(Alert alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert));
    }
}
