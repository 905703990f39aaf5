package io.stacklens.enrichment.editing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the bulk upsert of reference data.
 *
 * @param maxLines most lines of a request
 * @param maxLineSize a longer line is rejected
 * @param chunk lines that are stored in one transaction
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.bulk", ignoreUnknownFields = false)
record BulkProperties(
        @Positive @DefaultValue("1000000") long maxLines,
        @NotNull @DefaultValue("64KB") DataSize maxLineSize,
        @Positive @DefaultValue("1000") int chunk) {}
