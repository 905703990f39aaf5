package io.stacklens.dashboard.incidents;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of incidents that open by themselves.
 *
 * @param automatic whether a CRITICAL alert that nobody acknowledges opens an incident
 * @param unacknowledgedFor how long such an alert fires before it does
 * @param joinWithin how long after the last alert of an unresolved incident another one of its
 *     services joins it
 * @param every how often it is looked for such alerts
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.incidents", ignoreUnknownFields = false)
record IncidentsProperties(
        @DefaultValue("false") boolean automatic,
        @NotNull @DefaultValue("1m") Duration unacknowledgedFor,
        @NotNull @DefaultValue("30m") Duration joinWithin,
        @NotNull @DefaultValue("10s") Duration every) {

    IncidentsProperties {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("every: " + every + " (expected: > 0)");
        }
    }
}
