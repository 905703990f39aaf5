package io.stacklens.collector.delivery;

import io.stacklens.collector.spool.SpooledBatch;
import io.stacklens.model.Topics;
import io.stacklens.pipeline.topic.CommittedPositions;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A transactional producer for one partition's spool. Opening it ends what an earlier one of the
 * same spool and partition has left open, so that the position read then is the truth.
 */
final class DrainSession implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** Longer than another collector's transaction stays open. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final KafkaClients clients;
    private final int partition;
    private final String name;
    private final CommittedPositions positions;

    private DrainSession(KafkaClients clients, Producer<byte[], byte[]> producer, int partition) {
        this.clients = clients;
        this.producer = producer;
        this.partition = partition;
        this.name = clients.spoolId() + "/" + partition;
        int partitions = producer.partitionsFor(Topics.COLLECTOR_SPOOL_POSITIONS).size();
        this.positions = CommittedPositions.of(Topics.COLLECTOR_SPOOL_POSITIONS, name, partitions);
    }

    static DrainSession open(KafkaClients clients, int partition) {
        Producer<byte[], byte[]> producer = clients.transactional(partition);
        try {
            producer.initTransactions();
            return new DrainSession(clients, producer, partition);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** The sequence of the last batch that left the spool in a committed transaction. */
    OptionalLong committed() {
        try (Consumer<byte[], byte[]> all = clients.reader();
                Consumer<byte[], byte[]> committed = clients.committedReader()) {
            Long last = positions.read(committed, positions.end(all), PATIENCE).get(name);
            return last == null ? OptionalLong.empty() : OptionalLong.of(last);
        }
    }

    /** The sequences of this spool's batches that are on the topic from an offset on. */
    Set<Long> onTopic(long from) {
        return new TopicSearch(clients.spoolId(), clients::reader).sequences(partition, from);
    }

    /** Sends batches and their position in one transaction; returns when it is committed. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
    void commit(List<SpooledBatch> batches) {
        producer.beginTransaction();
        for (SpooledBatch batch : batches) {
            producer.send(
                    new ProducerRecord<>(Topics.COLLECTED_LOGS, partition, null, batch.value()));
        }
        producer.send(positions.record(name, batches.getLast().sequence()));
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
