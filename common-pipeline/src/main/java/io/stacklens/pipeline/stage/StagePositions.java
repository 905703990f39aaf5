package io.stacklens.pipeline.stage;

import io.stacklens.pipeline.topic.CommittedPositions;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

import java.util.Map;

/**
 * Where a consumer group goes on in its source topic, as it was read. Positions are under the
 * topic's id: one that is made anew begins afresh.
 *
 * @param committed all positions in the group's partition, by name
 * @param ends where the partitions of the source topic ended after these were read
 */
record StagePositions(
        String group,
        Uuid source,
        CommittedPositions place,
        Map<String, Long> committed,
        Map<Integer, Long> ends) {

    StagePositions {
        committed = Map.copyOf(committed);
        ends = Map.copyOf(ends);
    }

    /** The offset behind what was handled; 0 where nothing is known. */
    long next(int partition) {
        return committed.getOrDefault(name(partition), 0L);
    }

    /** Says that the group goes on there, to be sent in the transaction that commits it. */
    ProducerRecord<byte[], byte[]> record(int partition, long offset) {
        return place.record(name(partition), offset);
    }

    private String name(int partition) {
        return "%s/%s/%d".formatted(group, source, partition);
    }
}
