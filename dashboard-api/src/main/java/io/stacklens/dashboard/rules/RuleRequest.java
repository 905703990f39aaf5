package io.stacklens.dashboard.rules;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A rule as somebody asks for it. {@code name}, {@code metric}, {@code operator} and {@code
 * threshold} are needed; the others have defaults. {@link RuleCheck} makes a rule of it.
 */
@Schema(
        example =
                """
                {"name": "Slow checkout", "metric": "latency_p95", "operator": ">", "threshold": 250,
                 "window_seconds": 60, "severity": "WARNING", "service": "checkout*", "for_seconds": 0,
                 "labels": {"team": "payments"}}\
                """)
record RuleRequest(
        @Schema(description = "Ignored; the path says which rule", hidden = true) @Nullable Long id,
        @Schema(example = "Slow checkout") @Nullable String name,
        @Schema(description = "A number of a window", example = "latency_p95")
                @Nullable String metric,
        @Schema(description = ">, <, >=, <=, == or !=", example = ">") @Nullable String operator,
        @Schema(example = "250") @Nullable Double threshold,
        @Schema(description = "A multiple of 10, up to 3600; 60 by default", example = "60")
                @Nullable Integer windowSeconds,
        @Schema(description = "INFO, WARNING or CRITICAL; WARNING by default", example = "WARNING")
                @Nullable String severity,
        @Schema(
                        description = "A service, or a pattern with * and ?; * by default",
                        example = "checkout*")
                @Nullable String service,
        @Schema(
                        description = "A route or a pattern; without it service totals only",
                        nullable = true)
                @Nullable String route,
        @Schema(
                        description =
                                "With fewer events in the window the rule does not look; 20 by"
                                        + " default for rates and latencies, else 0",
                        example = "20")
                @Nullable Integer minEvents,
        @Schema(description = "How long it has to hold before it fires", example = "0")
                @Nullable Integer forSeconds,
        @Schema(description = "The value to pass back before it resolves", nullable = true)
                @Nullable Double clearThreshold,
        @Schema(description = "How long it goes on after its condition ended", example = "0")
                @Nullable Integer keepFiringForSeconds,
        @Schema(
                        description = "What a window without events means: ok, alert or keep",
                        example = "ok")
                @Nullable String noData,
        @Schema(description = "Labels that alerts are grouped by") @Nullable List<String> groupBy,
        @Schema(example = "{\"team\": \"payments\"}") @Nullable Map<String, String> labels,
        @Schema(nullable = true) @Nullable String runbookUrl,
        @Schema(example = "true") @Nullable Boolean enabled) {}
