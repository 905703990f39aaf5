package io.stacklens.parser;

import io.stacklens.parser.grok.GrokProperties;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.pipeline.PipelineFileProperties;
import io.stacklens.parser.repeat.RepeatProperties;
import io.stacklens.parser.time.ZoneProperties;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Settings of the parser.
 *
 * @param threads consumer threads that share the partitions
 * @param zone zone of timestamps that name none
 * @param zones zones of the sources that write times without one
 * @param maxFuture how far a timestamp may lie ahead of arrival; one beyond is kept as the
 *     attribute {@code source_timestamp}, and the time of arrival counts
 * @param maxJsonDepth objects in JSON that are deeper stay JSON text
 * @param attributes bounds of a record's attributes
 * @param grok formats that operators describe themselves
 * @param pipelines steps that operators write down for the lines of a source
 * @param redaction what is taken out of lines before they are parsed
 * @param repeats how requests that clients send again are known
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.parser", ignoreUnknownFields = false)
record ParserProperties(
        @Positive @DefaultValue("1") int threads,
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @Valid @DefaultValue ZoneProperties zones,
        @NotNull @DefaultValue("1h") Duration maxFuture,
        @Positive @Max(64) @DefaultValue("8") int maxJsonDepth,
        @Valid @DefaultValue AttributeLimits attributes,
        @Valid @DefaultValue GrokProperties grok,
        @Valid @DefaultValue PipelineFileProperties pipelines,
        @Valid @DefaultValue RedactionProperties redaction,
        @Valid @DefaultValue RepeatProperties repeats) {}
