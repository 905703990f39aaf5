package io.stacklens.analytics.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of retention.
 *
 * @param enabled whether anything is ever deleted
 * @param logs how long log records are kept; days are dropped whole, by the later of event day and
 *     arrival
 * @param windows how long windows are kept, since their last change if that was later, and counts
 *     by template, groups of errors and high-risk records
 * @param every how often it is looked for what has expired
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.retention", ignoreUnknownFields = false)
record RetentionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30d") Duration logs,
        @DefaultValue("30d") Duration windows,
        @DefaultValue("1h") Duration every) {

    private static final Duration SHORTEST = Duration.ofDays(1);

    RetentionProperties {
        if (logs.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "logs: " + logs + " (expected: >= " + SHORTEST + ")");
        }
        if (windows.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "windows: " + windows + " (expected: >= " + SHORTEST + ")");
        }
    }
}
