package io.stacklens.pipeline.stage;

import static java.util.stream.Collectors.toMap;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.topic.CommittedPositions;
import io.stacklens.pipeline.topic.TopicIds;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Reads the topic {@code stage-positions}, with clients that live as long as the reading. */
final class StagePositionsTopic {

    /** How long a poll waits for another's open transaction before it is given back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicIds topicIds;
    private final Map<String, Object> consumerSettings;

    StagePositionsTopic(TopicIds topicIds, Map<String, Object> consumerSettings) {
        this.topicIds = topicIds;
        this.consumerSettings = new HashMap<>(consumerSettings);
        this.consumerSettings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumerSettings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        this.consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        this.consumerSettings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    }

    /** How far a group has come in its source topic, with all that was open decided. */
    StagePositions read(String group, String source) {
        Uuid id = topicIds.of(List.of(source)).get(source);
        if (id == null) {
            throw new StageBlockedException("there is no topic " + source, new TimeoutException());
        }
        try (Consumer<byte[], byte[]> asking = consumer(group, "read_uncommitted")) {
            int partitions = asking.partitionsFor(Topics.STAGE_POSITIONS).size();
            CommittedPositions place =
                    CommittedPositions.of(Topics.STAGE_POSITIONS, group, partitions);
            Map<String, Long> committed;
            try (Consumer<byte[], byte[]> reading = consumer(group, "read_committed")) {
                committed = place.read(reading, place.end(asking), PATIENCE);
            }
            return new StagePositions(group, id, place, committed, ends(source, asking));
        }
    }

    private static Map<Integer, Long> ends(String source, Consumer<byte[], byte[]> asking) {
        List<TopicPartition> partitions =
                asking.partitionsFor(source).stream()
                        .map(it -> new TopicPartition(source, it.partition()))
                        .toList();
        return asking.endOffsets(partitions).entrySet().stream()
                .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    private Consumer<byte[], byte[]> consumer(String group, String isolation) {
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        // The threads of a stage may read at the same time.
        settings.put(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "%s-positions-%d-%s"
                        .formatted(group, Thread.currentThread().threadId(), isolation));
        return new KafkaConsumer<>(settings);
    }
}
