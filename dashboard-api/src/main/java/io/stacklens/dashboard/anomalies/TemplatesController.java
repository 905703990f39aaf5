package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.dashboard.sql.Conditions;
import io.stacklens.dashboard.sql.RolledUp;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /api/v1/templates}: what kinds of lines there are, the most frequent first. */
@RestController
@Tag(name = "Anomalies")
class TemplatesController {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TemplatesController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/api/v1/templates")
    @Operation(
            summary = "Templates of log bodies, the most frequent first",
            description =
                    "With counts over all that is stored, or over the minutes of the given time.")
    Items<Template> templates(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int offset = PageCursor.offset(cursor);
        Conditions conditions =
                new Conditions()
                        .and("service = :service", "service", Texts.text(service))
                        .with("rows", limit + 1)
                        .with("offset", offset);
        String counts =
                RolledUp.rows(
                        "service, template_id, window_start, total",
                        "template_counts",
                        from,
                        to,
                        clock,
                        conditions);
        List<Template> rows =
                jdbc.sql(
                                """
                                select c.template_id, t.template, c.services, c.total,
                                       coalesce(t.first_seen, c.first_minute) as first_seen,
                                       coalesce(t.last_seen, c.last_minute) as last_seen
                                from (select template_id, array_agg(service order by service) as services, sum(total)::bigint as total,
                                             min(first_minute) as first_minute, max(last_minute) as last_minute
                                      from (select template_id, service, sum(total) as total,
                                                   min(window_start) as first_minute, max(window_start) as last_minute
                                            from (%s) n group by template_id, service) s
                                      group by template_id) c
                                left join log_templates t using (template_id)
                                order by c.total desc, c.template_id
                                offset :offset limit :rows\
                                """
                                        .formatted(counts))
                        .params(conditions.parameters())
                        .query((row, _) -> read(row))
                        .list();
        return Items.pageAt(offset, rows, limit);
    }

    private static Template read(ResultSet row) throws SQLException {
        return new Template(
                Columns.text(row, "template_id"),
                row.getString("template"),
                Columns.texts(row, "services"),
                row.getLong("total"),
                Columns.timeOrNull(row, "first_seen"),
                Columns.timeOrNull(row, "last_seen"));
    }
}
