package io.stacklens.collector.spool;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where lines wait on disk when Kafka cannot take them.
 *
 * @param directory belongs to one collector alone and has to survive its restarts
 * @param maxSize bytes that may wait; when they do, lines are refused
 * @param minFree bytes of the disk that are left free; lines are refused before that
 * @param segmentSize a file is closed when it is so large; files are deleted whole
 * @param after a batch that Kafka has not acknowledged after this time goes to disk
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.spool", ignoreUnknownFields = false)
public record SpoolProperties(
        @NotNull @DefaultValue(".stacklens/spool") Path directory,
        @DefaultValue("4GB") DataSize maxSize,
        @DefaultValue("1GB") DataSize minFree,
        @DefaultValue("32MB") DataSize segmentSize,
        @DefaultValue("1s") Duration after) {

    public SpoolProperties {
        if (segmentSize.toBytes() < 1 || segmentSize.toBytes() > 1 << 30) {
            throw new IllegalArgumentException(
                    "segment-size: " + segmentSize + " (expected: 1B to 1GB)");
        }
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("after: " + after + " (expected: > PT0S)");
        }
    }
}
