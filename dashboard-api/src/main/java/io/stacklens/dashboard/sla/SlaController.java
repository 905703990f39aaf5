package io.stacklens.dashboard.sla;

import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.sql.Columns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;

/** {@code GET /api/v1/sla}: availability, error budget and burn rate, by {@code calculate_sla}. */
@RestController
@Tag(name = "Metrics")
class SlaController {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SlaController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/api/v1/sla")
    @Operation(
            summary = "Availability against a target",
            description =
                    "Without `service` of all services together; without times of the last 24"
                            + " hours. A time without events counts as available.")
    Sla sla(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "Percent of events that shall be no errors", example = "99.9")
                    @RequestParam(defaultValue = "99.9")
                    @DecimalMin("0")
                    @DecimalMax("100")
                    double target) {
        Period period = Period.of(from, to, clock.instant());
        String name = Texts.text(service);
        return jdbc.sql("select * from calculate_sla(:service, :from, :to, :target)")
                .param("service", name, Types.VARCHAR)
                .param("from", Columns.timestamp(period.from()))
                .param("to", Columns.timestamp(period.to()))
                .param("target", target)
                .query(
                        (row, _) ->
                                new Sla(
                                        name,
                                        period.from(),
                                        period.to(),
                                        target,
                                        row.getDouble("availability"),
                                        row.getDouble("error_budget_remaining"),
                                        Columns.doubleOrNull(row, "burn_rate"),
                                        row.getLong("total_requests"),
                                        row.getLong("errors")))
                .single();
    }
}
