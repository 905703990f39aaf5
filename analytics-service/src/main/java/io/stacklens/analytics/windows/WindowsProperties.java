package io.stacklens.analytics.windows;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the window merge.
 *
 * @param maxRoutes routes of a service that are counted by name; further ones are counted as {@code
 *     other}
 * @param idle how long a window stays in state after its last change; after that it is read back
 *     from its row when it changes again
 * @param maxWindows windows kept in state for each partition of {@code window-deltas}; above it
 *     those quiet for longest leave earlier
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.windows", ignoreUnknownFields = false)
record WindowsProperties(
        @Positive @DefaultValue("200") int maxRoutes,
        @DefaultValue("2h") Duration idle,
        @Positive @DefaultValue("20000") int maxWindows) {}
