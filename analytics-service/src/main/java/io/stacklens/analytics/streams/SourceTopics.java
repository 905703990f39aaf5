package io.stacklens.analytics.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.pipeline.topic.TopicIds;

/**
 * What is to be known of the topics that an application reads.
 *
 * @param repeated counts the records that came again and were skipped
 */
public record SourceTopics(TopicIds ids, Counter repeated) {

    public static SourceTopics of(String application, TopicIds ids, MeterRegistry meters) {
        return new SourceTopics(
                ids,
                meters.counter("stacklens.analytics.streams.repeated", "application", application));
    }
}
