package io.stacklens.anomaly.models;

import io.stacklens.anomaly.series.SeriesModel;

import java.time.Instant;

/**
 * A model that is in use.
 *
 * @param version 1 for the first of a series
 */
public record TrainedModel(SeriesModel model, int version, Instant trainedAt) {}
