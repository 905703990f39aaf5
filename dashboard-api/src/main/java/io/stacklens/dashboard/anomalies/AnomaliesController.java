package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** {@code GET /api/v1/anomalies[/{id}]}. */
@RestController
@RequestMapping("/api/v1/anomalies")
@Tag(name = "Anomalies")
class AnomaliesController {

    private final Anomalies anomalies;

    AnomaliesController(Anomalies anomalies) {
        this.anomalies = anomalies;
    }

    @GetMapping
    @Operation(summary = "Windows that were unlike their history, newest first")
    Items<Anomaly> anomalies(
            @RequestParam(required = false) @Nullable String service,
            @Parameter(description = "INFO, WARNING or CRITICAL") @RequestParam(required = false)
                    @Nullable AlertSeverity severity,
            @Parameter(description = "The same as severity") @RequestParam(required = false)
                    @Nullable AlertSeverity level,
            @RequestParam(name = "min_score", defaultValue = "0") @DecimalMin("0") @DecimalMax("1")
                    double minScore,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return anomalies.newestFirst(
                Texts.text(service),
                severity != null ? severity : level,
                minScore,
                from,
                to,
                limit,
                PageCursor.decode(cursor, 2));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One anomaly, with the features that drove its score")
    Anomaly anomaly(@PathVariable String id) {
        return anomalies.find(id).orElseThrow(() -> new NotFoundException("anomaly", id));
    }
}
