package io.stacklens.dashboard.reference;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.net.URI;
import java.time.Duration;

/**
 * Where enrichment is, which keeps the reference data.
 *
 * @param url address of enrichment's HTTP port; of several instances any one
 * @param timeout how long an answer of enrichment may take
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.enrichment", ignoreUnknownFields = false)
record EnrichmentAddressProperties(
        @NotNull @DefaultValue("http://localhost:8003") URI url,
        @NotNull @DefaultValue("60s") Duration timeout) {}
