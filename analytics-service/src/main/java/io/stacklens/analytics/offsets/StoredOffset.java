package io.stacklens.analytics.offsets;

import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer group goes on in a partition.
 *
 * @param topicId of the topic as it was then; null when that was not stored yet
 */
public record StoredOffset(long next, @Nullable String topicId) {

    /** Whether it is known to be a place in this topic, or nothing is known of the topic now. */
    public boolean isOf(@Nullable Uuid topic) {
        return topic == null || topic.toString().equals(topicId);
    }
}
