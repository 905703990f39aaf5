package io.stacklens.dashboard.query;

import io.stacklens.dashboard.http.BadRequestException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/query}: SQL of the user's own. */
@RestController
@Tag(name = "SQL")
class QueryController {

    private static final int DEFAULT_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 10_000;

    private final QueryRunner runner;

    QueryController(QueryRunner runner) {
        this.runner = runner;
    }

    @PostMapping("/api/v1/query")
    @Operation(
            summary = "Run one SELECT",
            description =
                    "Over the views service_metrics_1min, service_health, service_trends,"
                        + " active_alerts, top_errors, slowest_operations, high_risk_events and"
                        + " enrichment_stats, the tables analytics_metrics_1min, _5min and _1hour"
                        + " (name the columns: * is not open), template_counts_1min,"
                        + " error_groups_1min and log_templates. Read-only, at most 5 seconds, at"
                        + " most 10,000 rows. What is refused is a 4xx with the reason.")
    QueryResult query(@RequestBody QueryRequest request) {
        if (request.sql() == null || request.sql().isBlank()) {
            throw new BadRequestException("sql", request.sql(), "one SELECT");
        }
        int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new BadRequestException("limit", limit, "a whole number from 1 to 10000");
        }
        return runner.run(SqlGate.admit(request.sql()), limit);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedQueryException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(e.status(), e.getMessage());
        problem.setTitle("Query refused");
        return ResponseEntity.of(problem).build();
    }

    /**
     * A query.
     *
     * @param limit most rows, 100 by default
     */
    record QueryRequest(
            @Schema(
                            example =
                                    "select service, sum(event_count) as events from"
                                            + " service_metrics_1min where window_start > now() -"
                                            + " interval '1 hour' group by service order by events"
                                            + " desc")
                    @Nullable String sql,
            @Schema(example = "100", minimum = "1", maximum = "10000") @Nullable Integer limit) {}
}
