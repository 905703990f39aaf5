package io.stacklens.collector.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * When lines are kept in the spool because those on the topic are not read in time.
 *
 * @param group the consumer group that must not lose unread lines to the topic's retention
 * @param holdAt percent of what the topic retains that may be unread
 * @param interval how often that is looked at
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.backlog", ignoreUnknownFields = false)
public record BacklogProperties(
        @DefaultValue("parser") String group,
        @Min(1) @Max(100) @DefaultValue("70") int holdAt,
        @DefaultValue("10s") Duration interval) {}
