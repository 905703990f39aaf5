package io.stacklens.enrichment.geo;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.nio.file.Path;

/**
 * Settings of the geo stage.
 *
 * @param cityFile database of countries or cities in MaxMind's format; without it the stage is off
 * @param asnFile database of autonomous systems in the same format; optional
 * @param cacheSize addresses whose place is remembered
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.geo", ignoreUnknownFields = false)
record GeoProperties(
        @Nullable Path cityFile,
        @Nullable Path asnFile,
        @jakarta.validation.constraints.Positive @DefaultValue("100000") long cacheSize) {}
