package io.stacklens.dashboard.silences;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A silence as somebody asks for it. {@code matchers} are needed, and {@code ends_at} unless it
 * recurs. {@link SilenceCheck} makes a silence of it.
 */
@Schema(
        example =
                """
                {"kind": "silence", "comment": "the supplier works on it",
                 "matchers": [{"field": "service", "operator": "=~", "value": "pay.*"},
                              {"field": "severity", "operator": "!=", "value": "CRITICAL"}],
                 "ends_at": "2099-01-01T00:00:00Z"}\
                """)
public record SilenceRequest(
        @Schema(hidden = true) @Nullable Long id,
        @Schema(
                        description = "silence by default; both work alike",
                        allowableValues = {"silence", "maintenance"},
                        example = "silence")
                @Nullable String kind,
        @Schema(
                        description = "All have to match; at least one",
                        requiredMode = Schema.RequiredMode.REQUIRED)
                @Nullable List<@Nullable Matcher> matchers,
        @Schema(description = "Now by default") @Nullable Instant startsAt,
        @Schema(description = "Needed, unless it recurs", example = "2099-01-01T00:00:00Z")
                @Nullable Instant endsAt,
        @Schema(description = "Without it, it holds all the time between start and end")
                @Nullable Calendar recurrence,
        @Schema(description = "Why", example = "the supplier works on it") @Nullable String comment,
        @Schema(hidden = true) @Nullable String createdBy,
        @Schema(hidden = true) @Nullable Instant createdAt,
        @Schema(hidden = true) @Nullable Boolean active) {

    /** One condition. */
    @Schema(name = "AlertMatcher")
    public record Matcher(
            @Schema(
                            description =
                                    "service, route, rule, severity or kind, else the name of a"
                                            + " label; what an alert has not counts as an empty"
                                            + " text",
                            example = "service")
                    @Nullable String field,
            @Schema(
                            description = "=~ and !~ take an RE2 expression for the whole text",
                            allowableValues = {"=", "!=", "=~", "!~"},
                            example = "=~")
                    @Nullable String operator,
            @Schema(example = "pay.*") @Nullable String value) {}

    /** When it recurs. */
    @Schema(name = "Recurrence")
    public record Calendar(
            @Schema(
                            description = "Days on which it begins",
                            example = "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"]")
                    @Nullable List<@Nullable String> days,
            @Schema(description = "By the zone's clock", example = "22:00") @Nullable String from,
            @Schema(
                            description =
                                    "Exclusive; on the next day when it is not later than from",
                            example = "06:00")
                    @Nullable String to,
            @Schema(description = "UTC by default", example = "Europe/Berlin")
                    @Nullable String zone) {}
}
