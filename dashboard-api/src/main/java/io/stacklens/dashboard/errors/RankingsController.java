package io.stacklens.dashboard.errors;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.model.LogRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;

/** {@code GET /api/v1/top-errors}, {@code /slowest} and {@code /high-risk}. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Rankings")
class RankingsController {

    private final TopErrors topErrors;
    private final Rankings rankings;
    private final InstantSource clock;

    RankingsController(TopErrors topErrors, Rankings rankings, InstantSource clock) {
        this.topErrors = topErrors;
        this.rankings = rankings;
        this.clock = clock;
    }

    @GetMapping("/top-errors")
    @Operation(
            summary = "The most frequent errors",
            description =
                    "Grouped by service, template and exception; of the last 24 hours, if no times"
                            + " are given.")
    Items<TopError> topErrors(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return topErrors.page(
                Texts.text(service),
                Period.of(from, to, clock.instant()),
                RankedPage.of(cursor, limit));
    }

    @GetMapping("/slowest")
    @Operation(
            summary = "The slowest routes",
            description =
                    "By the p99 of their worst hour, in milliseconds; of the last 24 hours, if no"
                            + " times are given.")
    Items<SlowOperation> slowest(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return rankings.slowest(
                Texts.text(service),
                Period.of(from, to, clock.instant()),
                RankedPage.of(cursor, limit));
    }

    @GetMapping("/high-risk")
    @Operation(summary = "Log records of high risk (score 70 to 100), newest first")
    Items<LogRecord> highRisk(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(name = "min_score", defaultValue = "0") @Min(0) @Max(100) int minScore,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return rankings.highRisk(
                Texts.text(service), from, to, minScore, limit, PageCursor.decode(cursor, 2));
    }
}
