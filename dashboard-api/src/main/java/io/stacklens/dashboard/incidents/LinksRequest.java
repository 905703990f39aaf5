package io.stacklens.dashboard.incidents;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What belongs to an incident too. */
@Schema(example = "{\"alert_ids\": [], \"anomaly_ids\": [], \"log_ids\": []}")
record LinksRequest(
        @Schema(description = "Ids of alerts") @Nullable List<String> alertIds,
        @Schema(description = "Ids of anomalies") @Nullable List<String> anomalyIds,
        @Schema(description = "Ids of log records") @Nullable List<String> logIds) {}
