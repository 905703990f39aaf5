package io.stacklens.parser.pipeline;

import io.stacklens.parser.line.AttributeLimits;

import java.time.ZoneId;

/**
 * What of the parser's settings pipelines go by.
 *
 * @param zone of timestamps that name none
 */
public record PipelineSettings(ZoneId zone, int maxJsonDepth, AttributeLimits limits) {}
