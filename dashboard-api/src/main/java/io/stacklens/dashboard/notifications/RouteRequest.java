package io.stacklens.dashboard.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A route as somebody asks for it. {@link RouteCheck} says what is wrong with it. */
@Schema(
        example =
                """
                {"name": "Payments", "position": 10, "channel_ids": [1],
                 "matchers": [{"field": "service", "operator": "=~", "value": "payment.*"},
                              {"field": "severity", "operator": "=", "value": "CRITICAL"}],
                 "send_resolved": true, "continue": false, "group_by": []}\
                """)
record RouteRequest(
        @Schema(description = "Ignored; the path says which route", hidden = true)
                @Nullable Long id,
        @Schema(description = "A name that no other route has", example = "Payments")
                @Nullable String name,
        @Schema(description = "Routes are asked in this order; 0 by default", example = "10")
                @Nullable Integer position,
        @Schema(description = "All have to fit an alert; none fits every alert")
                @Nullable List<@Nullable MatcherRequest> matchers,
        @Schema(description = "Numbers of channels", example = "[1]")
                @Nullable List<@Nullable Long> channelIds,
        @Schema(
                        description = "Whether they are told of the end too; true by default",
                        example = "true")
                @Nullable Boolean sendResolved,
        @Schema(
                        description =
                                "Whether the routes after it are asked when it fits; false by"
                                        + " default",
                        example = "false")
                @JsonProperty("continue")
                @Nullable Boolean goesOn,
        @Schema(
                        description =
                                "Alerts that share these go out in one message: service, route,"
                                        + " rule, severity or labels",
                        example = "[]")
                @Nullable List<@Nullable String> groupBy) {

    /** One condition, as somebody asks for it. */
    record MatcherRequest(
            @Schema(
                            description =
                                    "service, route, rule, severity, kind or the name of a label",
                            example = "severity")
                    @Nullable String field,
            @Schema(description = "=, !=, =~ or !~", example = "=") @Nullable String operator,
            @Schema(description = "A text, or an RE2 expression of the whole", example = "CRITICAL")
                    @Nullable String value) {}
}
