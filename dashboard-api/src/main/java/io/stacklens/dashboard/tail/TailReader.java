package io.stacklens.dashboard.tail;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads the topic from its end and shows each batch to all clients. For one thread. */
final class TailReader {

    private static final Logger log = LoggerFactory.getLogger(TailReader.class);

    private final Consumer<byte[], byte[]> consumer;
    private final LongConsumer dropped;
    private TailPosition position;

    /**
     * Begins.
     *
     * @param from where, or null for the end
     * @param dropped told how many records found no room
     */
    TailReader(
            Consumer<byte[], byte[]> consumer, @Nullable TailPosition from, LongConsumer dropped) {
        this.consumer = consumer;
        this.dropped = dropped;
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        if (from == null) {
            consumer.seekToEnd(partitions);
        } else {
            partitions.forEach(p -> consumer.seek(p, from.offset(p.partition())));
        }
        // Asking for the position makes the lazy seek happen now.
        this.position =
                TailPosition.at(partitions.stream().mapToLong(consumer::position).toArray());
    }

    static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.ENRICHED_LOGS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /** Up to where all clients were shown everything. */
    TailPosition position() {
        return position;
    }

    void read(Duration patience, Collection<TailClient> clients) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            show(record, clients);
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record, Collection<TailClient> clients) {
        try {
            TailBatch batch = new TailBatch(record, position);
            int missed = 0;
            for (TailClient client : clients) {
                missed += client.show(batch);
            }
            dropped.accept(missed);
        } catch (MalformedBatchException e) {
            // Those that store it dead-letter it; here is nobody to tell.
            log.atDebug().addKeyValue("offset", record.offset()).log("batch does not decode");
        }
        position = position.with(record.partition(), record.offset() + 1, 0);
        clients.forEach(client -> client.queue().reached(position));
    }
}
