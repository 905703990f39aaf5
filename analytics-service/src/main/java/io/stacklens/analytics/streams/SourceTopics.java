package io.stacklens.analytics.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.pipeline.topic.SourcePartitions;

/**
 * What is to be known of the topics that an application reads.
 *
 * @param repeated counts the records that came again and were skipped
 */
public record SourceTopics(SourcePartitions partitions, Counter repeated) {

    public static SourceTopics of(
            String application, SourcePartitions partitions, MeterRegistry meters) {
        return new SourceTopics(
                partitions,
                meters.counter("stacklens.analytics.streams.repeated", "application", application));
    }
}
