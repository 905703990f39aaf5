package io.stacklens.dashboard.rules;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A rule as somebody asks for it. What is needed depends on its kind; the rest has defaults. {@link
 * RuleCheck} makes a rule of it.
 */
@Schema(
        example =
                """
                {"name": "Slow checkout", "metric": "latency_p95", "operator": ">", "threshold": 250,
                 "window_seconds": 60, "severity": "WARNING", "service": "checkout*", "for_seconds": 0,
                 "labels": {"team": "payments"}}\
                """)
public record RuleRequest(
        @Schema(description = "Ignored; the path says which rule", hidden = true) @Nullable Long id,
        @Schema(
                        description = "A name that no other rule has",
                        example = "Slow checkout",
                        requiredMode = Schema.RequiredMode.REQUIRED)
                @Nullable String name,
        @Schema(
                        description =
                                "Needed by threshold rules: a number of a window. Rules of the"
                                        + " other kinds have one of their own",
                        example = "latency_p95")
                @Nullable String metric,
        @Schema(
                        description =
                                ">, <, >=, <=, == or !=. Needed by threshold rules; >= by default"
                                        + " for those that count lines, templates or scores",
                        example = ">")
                @Nullable String operator,
        @Schema(
                        description =
                                "Needed by threshold rules. By default 1 line or template, or a"
                                        + " score of 0.75",
                        example = "250")
                @Nullable Double threshold,
        @Schema(
                        description =
                                "What is looked at; a multiple of 10, up to 3600; 60 by default",
                        example = "60")
                @Nullable Integer windowSeconds,
        @Schema(description = "INFO, WARNING or CRITICAL; WARNING by default", example = "WARNING")
                @Nullable String severity,
        @Schema(
                        description = "A service, or a pattern with * and ?; * by default",
                        example = "checkout*")
                @Nullable String service,
        @Schema(
                        description =
                                "A route or a pattern; without it service totals only. For rules"
                                        + " with a threshold or about anomalies",
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
                        allowableValues = {"ok", "alert", "keep"},
                        example = "ok")
                @Nullable String noData,
        @Schema(
                        description =
                                "What alerts are grouped by: names of labels, service, route,"
                                        + " severity, rule, kind, template or host")
                @Nullable List<@Nullable String> groupBy,
        @Schema(description = "Go to its alerts", example = "{\"team\": \"payments\"}")
                @Nullable Map<String, String> labels,
        @Schema(description = "Where it says what to do", nullable = true)
                @Nullable String runbookUrl,
        @Schema(description = "true by default", example = "true") @Nullable Boolean enabled,
        @Schema(
                        description = "What the rule looks at; threshold by default",
                        allowableValues = {
                            "threshold",
                            "log_match",
                            "absence",
                            "template",
                            "anomaly",
                            "burn_rate",
                            "composite"
                        },
                        example = "threshold")
                @Nullable String kind,
        @Schema(
                        description =
                                "How far values may be apart and still be equal; for == and !="
                                        + " only",
                        nullable = true)
                @Nullable Double tolerance,
        @Schema(
                        description =
                                "Needed by log_match rules: which lines are counted, in the query"
                                        + " language of /logs",
                        nullable = true)
                @Nullable String query,
        @Schema(
                        description =
                                "For absence rules: how long a source may be silent. Without it, as"
                                        + " long as its own cadence suggests",
                        nullable = true)
                @Nullable Integer afterSeconds,
        @Schema(
                        description = "Needed by template rules",
                        allowableValues = {"new", "vanished", "rate"},
                        nullable = true)
                @Nullable String change,
        @Schema(
                        description =
                                "For template rules about the rate: how many times as often, or as"
                                        + " seldom; 3 by default",
                        nullable = true)
                @Nullable Double factor,
        @Schema(description = "Needed by burn_rate rules: the objective", nullable = true)
                @Nullable Long sloId,
        @Schema(
                        description =
                                "For burn_rate rules: pairs of windows, each of which is enough; by"
                                    + " default 1 h with 5 min at 14.4 and 6 h with 30 min at 6")
                @Nullable List<@Nullable Burn> burnWindows,
        @Schema(description = "Needed by composite rules: other rules by their id", nullable = true)
                @Nullable String expression) {

    /** A pair of windows over both of which a budget has to burn too fast. */
    @Schema(
            name = "BurnWindow",
            example = "{\"long_seconds\": 3600, \"short_seconds\": 300, \"factor\": 14.4}")
    public record Burn(
            @Nullable Integer longSeconds,
            @Nullable Integer shortSeconds,
            @Nullable Double factor) {}
}
