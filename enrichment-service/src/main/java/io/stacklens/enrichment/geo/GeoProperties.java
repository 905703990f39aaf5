package io.stacklens.enrichment.geo;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the geo stage.
 *
 * @param cityFile database of countries or cities in MaxMind's format; empty: the stage is off
 * @param asnFile database of autonomous systems in the same format; empty: none
 * @param cacheSize addresses whose place is remembered
 * @param checkEvery how often the files are looked at; a new one comes into force without a restart
 * @param knowsReserved whether the databases are asked for private and reserved addresses too, such
 *     as one of your own that names your offices
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.geo", ignoreUnknownFields = false)
record GeoProperties(
        @DefaultValue("") String cityFile,
        @DefaultValue("") String asnFile,
        @Positive @DefaultValue("100000") long cacheSize,
        @NotNull @DefaultValue("10s") Duration checkEvery,
        @DefaultValue("false") boolean knowsReserved) {}
