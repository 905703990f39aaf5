package io.stacklens.dashboard.logs;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the live tail.
 *
 * @param buffer records that wait for a slow client; what does not fit is dropped and counted
 * @param keepAlive how often a quiet stream says that it is alive
 * @param clients most clients at the same time
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.tail", ignoreUnknownFields = false)
record TailProperties(
        @Min(1) @DefaultValue("2000") int buffer,
        @DefaultValue("5s") Duration keepAlive,
        @Min(1) @DefaultValue("50") int clients) {}
