package io.stacklens.analytics.notify;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.net.URI;

/**
 * Where people find the dashboard.
 *
 * @param publicUrl what links in messages begin with
 */
@Validated
@ConfigurationProperties(prefix = "stacklens")
record PublicAddress(@NotNull @DefaultValue("http://localhost:8005") URI publicUrl) {}
