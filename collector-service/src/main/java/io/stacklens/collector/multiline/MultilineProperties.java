package io.stacklens.collector.multiline;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How the lines of a stack trace become one record.
 *
 * @param enabled whether lines are joined at all
 * @param flushAfter how long the last line of a syslog sender waits for lines that continue it
 * @param maxLines a record takes so many lines; the next begins another
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.collector.multiline", ignoreUnknownFields = false)
public record MultilineProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("200ms") Duration flushAfter,
        @Positive @DefaultValue("500") int maxLines) {

    public MultilineProperties {
        if (flushAfter.isNegative() || flushAfter.isZero()) {
            throw new IllegalArgumentException(
                    "flush-after: " + flushAfter + " (expected: > PT0S)");
        }
    }
}
