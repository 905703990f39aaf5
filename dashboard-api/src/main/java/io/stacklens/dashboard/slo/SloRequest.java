package io.stacklens.dashboard.slo;

import io.stacklens.dashboard.http.FieldCheck;
import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** An objective as somebody asks for it; {@code name} and {@code service} are needed. */
@Schema(
        example =
                """
                {"name": "Checkout is fast", "service": "checkout", "indicator": "latency",
                 "objective": 99, "latency_threshold_ms": 250, "window_days": 30}\
                """)
record SloRequest(
        @Schema(description = "Ignored; the path says which objective", hidden = true)
                @Nullable Long id,
        @Schema(description = "Ignored; it is measured", hidden = true) @Nullable Object status,
        @Schema(description = "Unique name", example = "Checkout is fast") @Nullable String name,
        @Schema(description = "Exactly this service", example = "checkout")
                @Nullable String service,
        @Schema(
                        description = "Exactly this route; without it the whole service",
                        example = "POST /orders",
                        nullable = true)
                @Nullable String route,
        @Schema(
                        description = "availability or latency; availability by default",
                        example = "latency")
                @Nullable String indicator,
        @Schema(
                        description = "Percent that shall be good, 1 to 99.9999; 99.9 by default",
                        example = "99")
                @Nullable Double objective,
        @Schema(
                        description = "Most milliseconds of a good request; needed for latency",
                        example = "250",
                        nullable = true)
                @Nullable Double latencyThresholdMs,
        @Schema(description = "1 to 90 days; 30 by default", example = "30")
                @Nullable Integer windowDays) {

    private static final int LONGEST_TEXT = 200;
    private static final double HIGHEST_OBJECTIVE = 99.9999;
    private static final double LONGEST_MILLIS = 86_400_000;
    private static final int MOST_DAYS = 90;
    private static final double USUAL_OBJECTIVE = 99.9;
    private static final int USUAL_DAYS = 30;

    /** The objective that is asked for; a request with wrong fields is refused with all of them. */
    Slo checked() {
        FieldCheck check = new FieldCheck();
        Indicator wanted = indicator(check);
        Slo slo =
                new Slo(
                        null,
                        check.neededText("name", name, LONGEST_TEXT),
                        check.neededText("service", service, LONGEST_TEXT),
                        check.text("route", route, LONGEST_TEXT),
                        wanted,
                        objective(check),
                        threshold(check, wanted),
                        windowDays(check));
        check.done();
        return slo;
    }

    private Indicator indicator(FieldCheck check) {
        if (indicator == null) {
            return Indicator.AVAILABILITY;
        }
        Optional<Indicator> known = Indicator.named(indicator);
        if (known.isEmpty()) {
            check.refuse("indicator", indicator, "availability or latency");
        }
        return known.orElse(Indicator.AVAILABILITY);
    }

    private double objective(FieldCheck check) {
        if (objective == null) {
            return USUAL_OBJECTIVE;
        }
        if (!(objective >= 1 && objective <= HIGHEST_OBJECTIVE)) {
            check.refuse("objective", objective, "percent from 1 to 99.9999");
        }
        return objective;
    }

    private @Nullable Double threshold(FieldCheck check, Indicator wanted) {
        Double millis = latencyThresholdMs;
        if (wanted == Indicator.AVAILABILITY) {
            if (millis != null) {
                check.refuse(
                        "latency_threshold_ms", millis, "nothing, unless indicator is latency");
            }
            return null;
        }
        if (millis == null || !(millis > 0 && millis <= LONGEST_MILLIS)) {
            check.refuse(
                    "latency_threshold_ms", millis, "milliseconds, more than 0 and up to a day");
        }
        return millis;
    }

    private int windowDays(FieldCheck check) {
        if (windowDays == null) {
            return USUAL_DAYS;
        }
        if (windowDays < 1 || windowDays > MOST_DAYS) {
            check.refuse("window_days", windowDays, "a whole number from 1 to 90");
        }
        return windowDays;
    }
}
