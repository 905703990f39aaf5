package io.stacklens.analytics.alerts;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the alerts that anomalies raise.
 *
 * @param minScore score from which on an anomaly raises an alert, 0 to 1
 * @param resolveAfter how long no such anomaly may come before the alert is resolved
 * @param maxAge how long ago an anomaly's window may have ended; an older one raises no alert
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.anomaly-alerts", ignoreUnknownFields = false)
record AnomalyAlertProperties(
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.75") double minScore,
        @DefaultValue("10m") Duration resolveAfter,
        @DefaultValue("15m") Duration maxAge) {}
