package io.stacklens.analytics.store;

import io.stacklens.pipeline.deadletter.DeadLetters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends Kafka records that cannot be stored to the dead-letter topic. */
final class StoreDeadLetters {

    private static final Logger log = LoggerFactory.getLogger(StoreDeadLetters.class);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final DeadLetters deadLetters;

    StoreDeadLetters(KafkaTemplate<byte[], byte[]> kafka, DeadLetters deadLetters) {
        this.kafka = kafka;
        this.deadLetters = deadLetters;
    }

    /** Whether a record is replayed for another reader of the topic. */
    boolean isReplayForAnother(ConsumerRecord<byte[], byte[]> record) {
        return deadLetters.isReplayForAnother(record);
    }

    /** Returns when the broker has it: only then may its offset be stored. */
    void send(ConsumerRecord<byte[], byte[]> record, String reason, Exception error) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("record sent to dead-letter topic");
        kafka.send(deadLetters.whole(record, reason, error)).join();
    }
}
