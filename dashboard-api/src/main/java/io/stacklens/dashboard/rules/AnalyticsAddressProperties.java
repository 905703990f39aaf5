package io.stacklens.dashboard.rules;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.net.URI;
import java.time.Duration;

/**
 * Where the analytics service is, on whose engine rules are tried.
 *
 * @param url address of its HTTP port; of several instances any one
 * @param timeout how long an answer may take
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.analytics", ignoreUnknownFields = false)
record AnalyticsAddressProperties(
        @NotNull @DefaultValue("http://localhost:8004") URI url,
        @NotNull @DefaultValue("60s") Duration timeout) {}
