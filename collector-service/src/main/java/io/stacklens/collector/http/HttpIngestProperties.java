package io.stacklens.collector.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Limits of what is taken over HTTP.
 *
 * @param maxBody longest body on the wire; a longer one is refused with 413
 * @param maxBodyTime how long a sender may take for a body; a slower one is refused with 408, so
 *     that none holds memory for ever
 * @param maxDecompressed longest body after decompression; a longer one is refused with 413
 * @param maxLine longest line or JSON event; a longer one is rejected, the others are accepted
 * @param maxErrors how many rejected lines an answer names; all are counted
 * @param retryAfter what a sender is told to wait when its lines cannot be taken now
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.http", ignoreUnknownFields = false)
public record HttpIngestProperties(
        @DefaultValue("16MB") DataSize maxBody,
        @DefaultValue("2m") Duration maxBodyTime,
        @DefaultValue("64MB") DataSize maxDecompressed,
        @DefaultValue("1MB") DataSize maxLine,
        @DefaultValue("100") int maxErrors,
        @DefaultValue("2s") Duration retryAfter) {}
