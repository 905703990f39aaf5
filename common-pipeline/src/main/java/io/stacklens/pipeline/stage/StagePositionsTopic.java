package io.stacklens.pipeline.stage;

import static java.util.stream.Collectors.toMap;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.topic.CommittedPositions;
import io.stacklens.pipeline.topic.SourcePartition;
import io.stacklens.pipeline.topic.SourcePartitions;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Reads the topic {@code stage-positions}, with clients that live as long as the reading. */
final class StagePositionsTopic {

    /** How long a poll waits for another's open transaction before it is given back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SourcePartitions sources;
    private final Map<String, Object> consumerSettings;

    StagePositionsTopic(SourcePartitions sources, Map<String, Object> consumerSettings) {
        this.sources = sources;
        this.consumerSettings = new HashMap<>(consumerSettings);
        this.consumerSettings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumerSettings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumerSettings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        this.consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        this.consumerSettings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    }

    /** How far a group has come in its source topic, with all that was open decided. */
    StagePositions read(String group, String source) {
        try (Consumer<byte[], byte[]> asking = consumer(group, "read_uncommitted")) {
            int partitions = asking.partitionsFor(Topics.STAGE_POSITIONS).size();
            CommittedPositions place =
                    CommittedPositions.of(Topics.STAGE_POSITIONS, group, partitions);
            Map<String, Long> committed;
            try (Consumer<byte[], byte[]> reading = consumer(group, "read_committed")) {
                committed = place.read(reading, place.end(asking), PATIENCE);
            }
            // After the positions: a partition that ends before one of them has lost records.
            List<SourcePartition> now = now(source, asking);
            return new StagePositions(
                    group,
                    now.getFirst().topicId(),
                    place,
                    committed,
                    now.stream()
                            .collect(
                                    toMap(it -> it.partition().partition(), SourcePartition::end)));
        }
    }

    private List<SourcePartition> now(String source, Consumer<byte[], byte[]> asking) {
        List<TopicPartition> partitions =
                asking.partitionsFor(source).stream()
                        .map(it -> new TopicPartition(source, it.partition()))
                        .toList();
        List<SourcePartition> now = List.copyOf(sources.now(partitions).values());
        if (now.isEmpty()) {
            throw new StageBlockedException("there is no topic " + source, new TimeoutException());
        }
        return now;
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
