package io.stacklens.e2e.api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request that is timed.
 *
 * @param path below {@code /api/v1}; {@code SERVICE}, {@code HOUR}, {@code DAY} and {@code MONTH}
 *     stand for a service and for times before now
 * @param sql sent to {@code /query}, if it is one
 */
record Endpoint(String path, @Nullable String sql) {

    /** What pages and scripts ask for. */
    static final List<Endpoint> ALL =
            List.of(
                    get("/health-status"),
                    get("/metrics?window=1min"),
                    get("/metrics/SERVICE?window=1min"),
                    get("/metrics/SERVICE?window=5min&from=DAY&limit=300"),
                    get("/metrics?window=1hour&route=*"),
                    get("/trends?metric=error_rate"),
                    get("/trends?metric=latency_p99"),
                    get("/trends?metric=event_count&window=5min"),
                    get("/trends?metric=latency_p99&service=SERVICE&window=5min"),
                    get("/trends?metric=event_count&from=MONTH&limit=720"),
                    get("/sla"),
                    get("/sla?service=SERVICE&from=MONTH"),
                    get("/slowest"),
                    get("/top-errors"),
                    get("/top-errors?service=SERVICE&from=HOUR"),
                    get("/templates?from=HOUR"),
                    get("/templates"),
                    get("/alerts?status=active"),
                    get("/alerts?service=SERVICE"),
                    get("/anomalies"),
                    get("/high-risk"),
                    get("/alert-rules"),
                    get("/stats"),
                    new Endpoint(
                            "/query",
                            "select service, sum(event_count) as events from service_metrics_1min"
                                    + " where window_start > now() - interval '1 hour' group by"
                                    + " service order by events desc"));

    private static Endpoint get(String path) {
        return new Endpoint(path, null);
    }

    String name() {
        return sql == null ? "GET " + path : "POST " + path;
    }

    /** The path of one request. */
    String path(int service, Instant now) {
        return path.replace("SERVICE", Tables.PREFIX + service)
                .replace("HOUR", now.minus(Duration.ofHours(1)).toString())
                .replace("DAY", now.minus(Duration.ofDays(1)).toString())
                .replace("MONTH", now.minus(Duration.ofDays(30)).toString());
    }
}
