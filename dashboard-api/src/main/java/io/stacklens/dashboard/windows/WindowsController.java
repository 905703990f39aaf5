package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** {@code GET /api/v1/metrics}: windows of services and of their routes. */
@RestController
@RequestMapping("/api/v1/metrics")
@Tag(name = "Metrics")
class WindowsController {

    private final Windows windows;

    WindowsController(Windows windows) {
        this.windows = windows;
    }

    @GetMapping
    @Operation(
            summary = "Windows of all services, newest first",
            description =
                    "Counts, error rate and latency by window of event time. Without `route` a"
                            + " service's totals, with `route=*` its routes.")
    Items<WindowMetrics> windows(
            @Parameter(
                            description = "Length of the windows: 1min, 5min or 1hour",
                            example = "1min",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"1min", "5min", "1hour"},
                                            defaultValue = "1min"))
                    @RequestParam(defaultValue = "1min")
                    WindowSize window,
            @RequestParam(required = false) @Nullable String service,
            @Parameter(description = "A route, or * for all routes") @RequestParam(required = false)
                    @Nullable String route,
            @Parameter(description = "Earliest start, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "Latest start, exclusive") @RequestParam(required = false)
                    @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return windows.newestFirst(
                window,
                Texts.text(service),
                Texts.text(route),
                from,
                to,
                limit,
                PageCursor.decode(cursor, 3));
    }

    @GetMapping("/{service}")
    @Operation(summary = "Windows of one service, newest first")
    Items<WindowMetrics> windowsOfService(
            @Parameter(example = "shop") @PathVariable String service,
            @Parameter(
                            example = "1min",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"1min", "5min", "1hour"},
                                            defaultValue = "1min"))
                    @RequestParam(defaultValue = "1min")
                    WindowSize window,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return windows(window, service, route, from, to, limit, cursor);
    }
}
