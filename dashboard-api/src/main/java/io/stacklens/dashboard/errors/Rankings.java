package io.stacklens.dashboard.errors;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.model.LogRecord;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The worst of a time: what the views of the same names show of the last day, for any time. */
@Repository
class Rankings {

    private final JdbcClient jdbc;

    Rankings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Items<SlowOperation> slowest(@Nullable String service, Period period, RankedPage page) {
        Conditions conditions =
                inPeriod(service, period, page)
                        .and("w.route <> ''")
                        .and("w.latency_p99 is not null");
        List<SlowOperation> rows =
                jdbc.sql(
                                """
                                select w.service, w.route, max(w.latency_p99) as latency_p99,
                                       max(w.latency_p50) as latency_p50, sum(w.event_count)::bigint as event_count
                                from analytics_metrics_1hour w
                                %s
                                group by w.service, w.route
                                order by latency_p99 desc, w.service, w.route
                                offset :offset limit :rows\
                                """
                                        .formatted(conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> slowOperation(row))
                        .list();
        return page.showing(rows);
    }

    /** Log records of high risk, newest first. */
    Items<LogRecord> highRisk(
            @Nullable String service,
            @Nullable Instant from,
            @Nullable Instant to,
            int minimum,
            int limit,
            @Nullable PageCursor after) {
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", service)
                        .and("event_time >= :from", "from", from)
                        .and("event_time < :to", "to", to)
                        .and("risk_score >= :minimum", "minimum", minimum)
                        .with("rows", limit + 1);
        if (after != null) {
            conditions.and(
                    "(event_time, id) < (:afterTime, :afterId)", "afterTime", after.instant(0));
            conditions.with("afterId", after.text(1));
        }
        List<RiskRow> rows =
                jdbc.sql(
                                "select id, event_time, record from high_risk_records %s order by event_time desc, id desc limit :rows"
                                        .formatted(conditions.where()))
                        .params(conditions.parameters())
                        .query((row, _) -> riskRow(row))
                        .list();
        Items<RiskRow> page =
                Items.page(rows, limit, last -> PageCursor.of(last.eventTime(), last.id()));
        return new Items<>(page.items().stream().map(RiskRow::record).toList(), page.nextCursor());
    }

    private static Conditions inPeriod(@Nullable String service, Period period, RankedPage page) {
        return new Conditions()
                .and("w.window_start >= :from", "from", period.from())
                .and("w.window_start < :to", "to", period.to())
                .and("w.service = :service", "service", service)
                .with("rows", page.rows())
                .with("offset", page.offset());
    }

    private static SlowOperation slowOperation(ResultSet row) throws SQLException {
        return new SlowOperation(
                Columns.text(row, "service"),
                Columns.text(row, "route"),
                row.getDouble("latency_p99"),
                Columns.doubleOrNull(row, "latency_p50"),
                row.getLong("event_count"));
    }

    private static RiskRow riskRow(ResultSet row) throws SQLException {
        return new RiskRow(
                Columns.text(row, "id"),
                Columns.time(row, "event_time"),
                Columns.json(row, "record", LogRecord.class));
    }

    private record RiskRow(String id, Instant eventTime, LogRecord record) {}
}
