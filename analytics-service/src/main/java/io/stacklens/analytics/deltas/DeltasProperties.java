package io.stacklens.analytics.deltas;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the delta stage.
 *
 * @param threads how many threads share the partitions of {@code enriched-logs}
 * @param maxRoutes routes of a service that one delta counts by name; the rarest beyond it are
 *     counted as {@code other}
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.deltas", ignoreUnknownFields = false)
record DeltasProperties(
        @Positive @DefaultValue("1") int threads,
        @Positive @Max(10_000) @DefaultValue("200") int maxRoutes) {}
