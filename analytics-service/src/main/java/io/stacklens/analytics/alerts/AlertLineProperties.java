package io.stacklens.analytics.alerts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the lines that an alert brings along.
 *
 * @param within how long an alert that fires waits for the log store to find them; 0s: it brings
 *     none
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.alert-lines", ignoreUnknownFields = false)
record AlertLineProperties(@DefaultValue("500ms") Duration within) {}
