package io.stacklens.collector.intake;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How records become Kafka records.
 *
 * @param maxRecords a batch of so many records is sent at once
 * @param maxSize a batch whose bodies have so many bytes is sent at once
 * @param linger a smaller batch is sent this long after its first record
 * @param memory bytes of records that may wait to be safe, over all protocols
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.batch", ignoreUnknownFields = false)
public record BatchProperties(
        @Positive @DefaultValue("500") int maxRecords,
        @DefaultValue("256KB") DataSize maxSize,
        @DefaultValue("5ms") Duration linger,
        @DefaultValue("96MB") DataSize memory) {}
