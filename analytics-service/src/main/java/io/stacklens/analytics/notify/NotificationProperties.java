package io.stacklens.analytics.notify;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;
import java.util.List;

/**
 * Settings of notifications.
 *
 * @param allowedTargets addresses, ranges ({@code 10.1.0.0/16}), host names or names below one
 *     ({@code *.example.org}) that may be notified although they are inside of this machine or
 *     network
 * @param timeout how long a connection may take, and how long an answer; three times that for all
 *     of an attempt
 * @param maxAttempts how often it is tried before it counts as failed
 * @param firstRetry the pause after the first attempt; it doubles with each, a quarter more or less
 * @param longestRetry the longest pause
 * @param groupWait how long the first alert of a group waits for others
 * @param keepAlive how often an Alertmanager is told again what fires
 * @param maxAge an alert that changed longer ago than this is noted, but nobody is told
 * @param keep how long the delivery log is kept
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.notifications", ignoreUnknownFields = false)
record NotificationProperties(
        @DefaultValue List<String> allowedTargets,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("20") @Min(1) int maxAttempts,
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("10m") Duration longestRetry,
        @DefaultValue("10s") Duration groupWait,
        @DefaultValue("1m") Duration keepAlive,
        @DefaultValue("24h") Duration maxAge,
        @DefaultValue("30d") Duration keep) {

    NotificationProperties {
        positive("timeout", timeout);
        positive("first-retry", firstRetry);
        positive("longest-retry", longestRetry);
        positive("keep-alive", keepAlive);
        positive("max-age", maxAge);
        positive("keep", keep);
        if (groupWait.isNegative()) {
            throw new IllegalArgumentException("group-wait: " + groupWait + " (expected: >= 0)");
        }
    }

    /** After this an attempt has failed, whatever it waits for. */
    Duration attemptLimit() {
        return timeout.multipliedBy(3);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
