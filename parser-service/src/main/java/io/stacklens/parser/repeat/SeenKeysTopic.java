package io.stacklens.parser.repeat;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.batch.SeenKeys.Seen;
import io.stacklens.pipeline.stage.StageBlockedException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The topic {@code seen-keys}, read with clients that live as long as the reading.
 *
 * <p>It is read to the end that uncommitted records have, not to the last stable offset: a
 * transaction's offsets can be visible before its keys are, so whoever takes a partition over waits
 * for transactions that are still open.
 */
final class SeenKeysTopic implements SeenKeysLog {

    private static final Logger log = LoggerFactory.getLogger(SeenKeysTopic.class);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<String, Object> consumerSettings;
    private final Map<String, Object> adminSettings;
    private final Duration patience;

    /**
     * @param patience how long to wait for an open transaction before the poll is given back
     */
    SeenKeysTopic(
            Map<String, Object> consumerSettings,
            Map<String, Object> adminSettings,
            Duration patience) {
        this.consumerSettings = new HashMap<>(consumerSettings);
        this.consumerSettings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumerSettings.put(ConsumerConfig.CLIENT_ID_CONFIG, "parser-seen-keys");
        this.consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerSettings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        this.consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        this.adminSettings = adminSettings;
        this.patience = patience;
    }

    @Override
    public void read(int partition, Consumer<Seen> reader) {
        TopicPartition place = new TopicPartition(Topics.SEEN_KEYS, partition);
        long end = end(place);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings)) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            read(consumer, place, end, reader);
        }
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition place,
            long end,
            Consumer<Seen> reader) {
        long position = consumer.position(place);
        long progress = System.nanoTime();
        while (position < end) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            polled.forEach(record -> take(record, reader));
            long before = position;
            position = consumer.position(place);
            if (position > before) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > patience.toNanos()) {
                throw new StageBlockedException(
                        "a transaction on %s is open".formatted(place), new TimeoutException());
            }
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Consumer<Seen> reader) {
        try {
            SeenKeys.decode(record.value()).parts().forEach(reader);
        } catch (MalformedBatchException e) {
            log.atError()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("seen keys that cannot be read are left out");
        }
    }

    /** Behind the last record, committed or not. */
    private long end(TopicPartition place) {
        try (Admin admin = Admin.create(adminSettings)) {
            return admin.listOffsets(
                            Map.of(place, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(place)
                    .get()
                    .offset();
        } catch (ExecutionException | KafkaException e) {
            throw new StageBlockedException("the end of %s is not known".formatted(place), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageBlockedException(
                    "stopped while asking for the end of %s".formatted(place), e);
        }
    }
}
