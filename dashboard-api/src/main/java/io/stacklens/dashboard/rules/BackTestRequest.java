package io.stacklens.dashboard.rules;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What to try.
 *
 * @param rule as in {@code POST /alert-rules}; it need not be stored
 */
@Schema(
        example =
                """
                {"rule": {"name": "Slow checkout", "metric": "latency_p95", "operator": ">",
                 "threshold": 250, "service": "checkout*"}}\
                """)
record BackTestRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable RuleRequest rule,
        @Schema(description = "24 hours before to by default") @Nullable Instant from,
        @Schema(description = "Now by default") @Nullable Instant to) {}
