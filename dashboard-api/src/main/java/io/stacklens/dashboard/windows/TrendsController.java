package io.stacklens.dashboard.windows;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.windows.Trend.Point;
import io.stacklens.model.window.WindowSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /api/v1/trends}: one metric over time, with its change and its slope. */
@RestController
@Tag(name = "Metrics")
class TrendsController {

    private final Trends trends;
    private final InstantSource clock;

    TrendsController(Trends trends, InstantSource clock) {
        this.trends = trends;
        this.clock = clock;
    }

    @GetMapping("/api/v1/trends")
    @Operation(
            summary = "How a metric went",
            description =
                    "One value a window, oldest first, with the value of the window before and the"
                            + " change in percent. `slope` is the change in an hour of the straight"
                            + " line through all points. Without `service` all services are merged;"
                            + " without times it is the last 24 hours.")
    Trend trend(
            @Parameter(
                            description =
                                    "A number of a window, such as event_count or latency_p99",
                            example = "error_rate")
                    @RequestParam(defaultValue = "error_rate")
                    String metric,
            @RequestParam(required = false) @Nullable String service,
            @Parameter(
                            description = "1min, 5min or 1hour",
                            example = "1hour",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"1min", "5min", "1hour"},
                                            defaultValue = "1hour"))
                    @RequestParam(defaultValue = "1hour")
                    WindowSize window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "The newest so many windows of the period")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(10_000)
                    int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Metric known =
                Metric.named(metric)
                        .orElseThrow(
                                () -> new BadRequestException("metric", metric, Metric.labels()));
        Period period = Period.of(from, to, clock.instant());
        String name = Texts.text(service);
        List<Point> points = trends.points(known, name, window, period.from(), period.to());
        PageCursor after = PageCursor.decode(cursor, 1);
        List<Point> wanted = after == null ? points : before(points, after.instant(0));
        int first = Math.max(0, wanted.size() - limit);
        List<Point> items = List.copyOf(wanted.subList(first, wanted.size()));
        return new Trend(
                known.label(),
                name,
                window,
                period.from(),
                period.to(),
                Trends.slope(points),
                items,
                first == 0 ? null : PageCursor.of(items.getFirst().windowStart()).encode());
    }

    private static List<Point> before(List<Point> points, Instant start) {
        return points.stream().filter(point -> point.windowStart().isBefore(start)).toList();
    }
}
