package io.stacklens.pipeline.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** Knows what the partitions that are read are now. */
@FunctionalInterface
public interface SourcePartitions {

    /**
     * What those of these partitions are that exist.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say in time
     */
    Map<TopicPartition, SourcePartition> now(Collection<TopicPartition> partitions);

    /**
     * Asks the broker each time.
     *
     * @param admins makes a client, which is closed again
     */
    static SourcePartitions askedOf(Supplier<Admin> admins) {
        return new AskedPartitions(admins);
    }
}
