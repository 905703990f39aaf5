package io.stacklens.anomaly.report;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a window is reported as an anomaly: if all three hold.
 *
 * @param minScore score it has at least, 0 to 1
 * @param minDeviation spreads by which at least one feature is off its usual value
 * @param minEvents events that the window has, or usually has, at least
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.anomaly.report", ignoreUnknownFields = false)
record ReportProperties(
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.6") double minScore,
        @PositiveOrZero @DefaultValue("4") double minDeviation,
        @PositiveOrZero @DefaultValue("20") long minEvents) {}
