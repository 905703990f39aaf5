package io.stacklens.anomaly.models;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the training.
 *
 * @param minWindows closed windows that a series has before it gets a model
 * @param history how far back a model looks, from the series' newest window
 * @param everyWindows a model is trained anew after so many windows more
 * @param every a model is trained anew after this time, if windows came
 * @param quiet how long a series without a model is left alone after its last window, so that a
 *     history that comes in one go is complete
 * @param patience how long that can go on
 * @param trees trees of a forest
 * @param sampleSize windows that each tree is grown from
 * @param seed makes training repeatable
 * @param keptVersions versions of a series' model that are kept in the database
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.anomaly.training", ignoreUnknownFields = false)
public record TrainingProperties(
        @Min(10) @DefaultValue("60") int minWindows,
        @NotNull @DefaultValue("7d") Duration history,
        @Positive @DefaultValue("60") int everyWindows,
        @NotNull @DefaultValue("30m") Duration every,
        @NotNull @DefaultValue("2s") Duration quiet,
        @NotNull @DefaultValue("10s") Duration patience,
        @Positive @DefaultValue("100") int trees,
        @Min(2) @DefaultValue("256") int sampleSize,
        @DefaultValue("42") long seed,
        @Positive @DefaultValue("3") int keptVersions) {}
