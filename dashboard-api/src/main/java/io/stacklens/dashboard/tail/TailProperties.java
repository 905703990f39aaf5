package io.stacklens.dashboard.tail;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the live tail.
 *
 * @param buffer records that wait for a slow client; what does not fit is dropped and counted
 * @param bufferSize most bytes that wait for a slow client
 * @param keepAlive how often a quiet stream says that it is alive
 * @param clients most clients at the same time
 * @param resumeWithin how long ago a client may have gone and still get what it missed
 * @param resumeRecords most missed records that a client gets, the newest ones
 * @param resumes how many clients may get what they missed at the same time; others wait
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.tail", ignoreUnknownFields = false)
record TailProperties(
        @Min(1) @DefaultValue("2000") int buffer,
        @NotNull @DefaultValue("1MB") DataSize bufferSize,
        @NotNull @DefaultValue("5s") Duration keepAlive,
        @Min(1) @DefaultValue("250") int clients,
        @NotNull @DefaultValue("10m") Duration resumeWithin,
        @Min(1) @DefaultValue("5000") int resumeRecords,
        @Min(1) @DefaultValue("4") int resumes) {}
