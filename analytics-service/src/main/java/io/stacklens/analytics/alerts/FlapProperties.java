package io.stacklens.analytics.alerts;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * When an alert flaps: begins and ends again and again.
 *
 * @param changes how many beginnings and ends make it flap
 * @param within the time in which they have to come
 * @param calm how long its condition has to have ended before a flapping alert is resolved
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.analytics.flapping", ignoreUnknownFields = false)
record FlapProperties(
        @Min(3) @DefaultValue("5") int changes,
        @DefaultValue("15m") Duration within,
        @DefaultValue("10m") Duration calm) {

    static FlapProperties defaults() {
        return new FlapProperties(5, Duration.ofMinutes(15), Duration.ofMinutes(10));
    }
}
