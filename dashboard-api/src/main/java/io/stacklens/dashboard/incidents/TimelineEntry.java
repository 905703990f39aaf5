package io.stacklens.dashboard.incidents;

import com.fasterxml.jackson.annotation.JsonValue;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** One thing that happened around an incident. */
record TimelineEntry(
        @Schema(description = "When") Instant time,
        @Schema(description = "alert, anomaly, log, change, status or note", example = "alert")
                Type type,
        @Schema(
                        description = "What happened",
                        example = "High Error Rate on checkout: firing at 12.5")
                String text,
        @Schema(
                        description =
                                "Id of the alert, anomaly, record or row it is about, or null",
                        nullable = true)
                @Nullable String ref,
        @Schema(description = "Who did it, or null", example = "ada", nullable = true)
                @Nullable String actor) {

    /** What it is; things of the same time are in this order. */
    enum Type {
        /** Somebody changed a setting, or the incident itself; or something was deployed. */
        CHANGE,
        ANOMALY,
        ALERT,
        LOG,
        STATUS,
        NOTE;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
