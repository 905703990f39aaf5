package io.stacklens.dashboard.health;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.sql.Columns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /health}: the platform itself; {@code GET /api/v1/health-status}: what it watches. */
@RestController
@Tag(name = "Health")
class HealthController {

    /** A page of the view {@code service_health}, that looks at the services of the page alone. */
    private static final String PAGE =
            """
            with recursive names (service, position) as (
                (select service, 1 from analytics_metrics_1min
                 where route = '' order by service limit 1)
                union all
                select (select m.service from analytics_metrics_1min m
                        where m.service > names.service and m.route = ''
                        order by m.service limit 1), position + 1
                from names where names.service is not null and position < :last
            )
            select names.service, health.*
            from names cross join lateral service_health_of(names.service) health
            where names.service is not null and position > :offset
            order by position
            """;

    private final Pulses pulses;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    HealthController(Pulses pulses, JdbcClient jdbc, InstantSource clock) {
        this.pulses = pulses;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/health")
    @Operation(
            summary = "Whether the whole path takes traffic",
            description =
                    "200 when every service of the path has beaten within five seconds and is"
                            + " ready, else 503 with the same document; `down` names what is not.")
    ResponseEntity<PathHealth> health() {
        PathHealth health = PathHealth.of(pulses.latest(), clock.instant());
        return ResponseEntity.status(health.isUp() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(health);
    }

    @GetMapping("/api/v1/health-status")
    @Operation(
            summary = "How each watched service does",
            description =
                    "Of the last five minutes: healthy, degraded (error rate over 5 % or p99 over"
                            + " 500 ms), critical (over 20 % or 1000 ms) or silent (nothing came).")
    Items<ServiceHealth> healthStatus(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        RankedPage page = RankedPage.of(cursor, limit);
        List<ServiceHealth> rows =
                jdbc.sql(PAGE)
                        .param("offset", page.offset())
                        .param("last", (long) page.offset() + page.rows())
                        .query(
                                (row, _) ->
                                        new ServiceHealth(
                                                Columns.text(row, "service"),
                                                Columns.text(row, "status"),
                                                Columns.doubleOrNull(row, "error_rate"),
                                                Columns.doubleOrNull(row, "latency_p99"),
                                                row.getDouble("events_per_minute"),
                                                Columns.timeOrNull(row, "last_seen")))
                        .list();
        return page.showing(rows);
    }

    /** One row of {@code service_health}. */
    record ServiceHealth(
            String service,
            String status,
            @Nullable Double errorRate,
            @Nullable Double latencyP99,
            double eventsPerMinute,
            @Nullable Instant lastSeen) {}
}
