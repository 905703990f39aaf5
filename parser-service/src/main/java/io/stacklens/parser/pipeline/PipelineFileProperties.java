package io.stacklens.parser.pipeline;

import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where pipelines are written down.
 *
 * @param file a YAML file, which may be a link that is exchanged, as Kubernetes mounts a ConfigMap;
 *     none without it
 * @param poll how often the file is looked at for a change
 */
public record PipelineFileProperties(
        @Nullable Path file, @NotNull @DefaultValue("2s") Duration poll) {}
