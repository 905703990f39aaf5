package io.stacklens.parser.repeat;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests that clients send again are known.
 *
 * @param maxKeys keys remembered for each partition, a request of 500 lines being one; beyond it
 *     the oldest are forgotten before a day is over. Each takes 20 to 43 bytes of heap
 */
public record RepeatProperties(@Min(1_000) @DefaultValue("2500000") int maxKeys) {}
