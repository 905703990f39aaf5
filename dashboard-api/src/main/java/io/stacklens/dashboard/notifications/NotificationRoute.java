package io.stacklens.dashboard.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.stacklens.model.alert.AlertMatcher;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;

/** Which alerts go to which channels. */
record NotificationRoute(
        @Schema(description = "Its number", example = "1") long id,
        @Schema(description = "Its name, which no other route has", example = "Payments")
                String name,
        @Schema(description = "Routes are asked in this order", example = "10") int position,
        @Schema(description = "All have to fit an alert; none fits every alert")
                List<AlertMatcher> matchers,
        @Schema(description = "Numbers of the channels that are told", example = "[1]")
                List<Long> channelIds,
        @Schema(description = "Whether they are told of the end too", example = "true")
                boolean sendResolved,
        @Schema(
                        description = "Whether the routes after it are asked when it fits",
                        example = "false")
                @JsonProperty("continue")
                boolean goesOn,
        @Schema(
                        description =
                                "Alerts that share these go out in one message: service, route,"
                                        + " rule, severity or labels",
                        example = "[\"service\"]")
                List<String> groupBy) {}
