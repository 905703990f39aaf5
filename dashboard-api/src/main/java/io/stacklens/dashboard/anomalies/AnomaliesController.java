package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.anomalies.Feedback.Verdict;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.security.Principal;
import java.time.Instant;

/** {@code GET /api/v1/anomalies[/{id}]}. */
@RestController
@RequestMapping("/api/v1/anomalies")
@Tag(name = "Anomalies")
class AnomaliesController {

    private static final String NOBODY_SAID = "operator";

    private final Anomalies anomalies;

    AnomaliesController(Anomalies anomalies) {
        this.anomalies = anomalies;
    }

    @GetMapping
    @Operation(summary = "Windows that were unlike their history, newest first")
    Items<JudgedAnomaly> anomalies(
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
    JudgedAnomaly anomaly(@PathVariable String id) {
        return find(id);
    }

    @PostMapping("/{id}/feedback")
    @Operation(
            summary = "Say whether an anomaly was worth knowing",
            description =
                    "In place of what was said of it before. Answers the anomaly with the"
                            + " feedback.")
    JudgedAnomaly judge(
            @PathVariable String id,
            @RequestBody @Valid Judgement judgement,
            @Parameter(hidden = true) @Nullable Principal principal) {
        find(id);
        String by = principal == null ? NOBODY_SAID : principal.getName();
        anomalies.judge(id, judgement.verdict(), Texts.text(judgement.comment()), by);
        return find(id);
    }

    private JudgedAnomaly find(String id) {
        return anomalies.find(id).orElseThrow(() -> new NotFoundException("anomaly", id));
    }

    /** The body of a feedback. */
    @Schema(example = "{\"verdict\": \"useful\", \"comment\": \"the deployment of 14:00\"}")
    record Judgement(
            @Schema(description = "useful or false_alarm", example = "useful") @NotNull
                    Verdict verdict,
            @Schema(description = "What was behind it", example = "the deployment of 14:00")
                    @Size(max = 2000)
                    @Nullable String comment) {}
}
