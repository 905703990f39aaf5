package io.stacklens.model.window;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What one bucket of one series gains.
 *
 * @param route null for the service's total
 * @param bucketStart seconds since the epoch
 * @param samples ids of a few records that show what is wrong in the bucket, the gravest first
 */
public record SeriesDelta(
        @Nullable String route, long bucketStart, WindowAggregate counted, List<String> samples) {

    public SeriesDelta {
        samples = List.copyOf(samples);
    }
}
