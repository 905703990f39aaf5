package io.stacklens.enrichment;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the stage.
 *
 * @param threads how many threads share the partitions
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.consumer", ignoreUnknownFields = false)
record EnrichmentProperties(@Positive @DefaultValue("1") int threads) {}
