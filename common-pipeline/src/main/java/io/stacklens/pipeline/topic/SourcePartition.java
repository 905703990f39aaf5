package io.stacklens.pipeline.topic;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition as it was when the broker was asked.
 *
 * @param topicId another one, and with other offsets, when the topic is deleted and made anew
 * @param end the offset that the next record gets
 */
public record SourcePartition(TopicPartition partition, Uuid topicId, long end) {

    private static final Logger log = LoggerFactory.getLogger(SourcePartition.class);

    /**
     * Where to go on: at the end where it is shorter than what was read of it, as after a loss of
     * power. Records that come now take the offsets of those that are lost, and are others.
     *
     * @param next behind what was read
     */
    public long atMostEnd(long next) {
        if (next <= end) {
            return next;
        }
        log.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("position", next)
                .addKeyValue("end", end)
                .log("the broker has lost records that were handled, going on at the end");
        return end;
    }
}
