package io.stacklens.dashboard.tail;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topic in memory, in a time of its own, with consumers that read it as Kafka's do. */
final class Broker {

    private final List<List<ConsumerRecord<byte[], byte[]>>> log = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private long nowMillis;

    Broker(int partitions) {
        for (int i = 0; i < partitions; i++) {
            log.add(new ArrayList<>());
        }
    }

    void setNow(long millis) {
        nowMillis = millis;
    }

    /** Writes a batch of lines, each with its number as body. */
    void write(int partition, String service, int first, int count) {
        LogBatchBuilder batch = new LogBatchBuilder();
        List<ConsumerRecord<byte[], byte[]>> records = log.get(partition);
        for (int i = 0; i < count; i++) {
            batch.addRow();
            batch.put(LogColumn.OBSERVED_TIMESTAMP, nowMillis * 1_000_000 + 1)
                    .put(LogColumn.SERVICE, service)
                    .put(LogColumn.BODY, "line " + (first + i))
                    .put(LogColumn.ORIGIN_PARTITION, partition)
                    .put(LogColumn.ORIGIN_OFFSET, records.size())
                    .put(LogColumn.ORIGIN_INDEX, i);
        }
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        Topics.ENRICHED_LOGS,
                        partition,
                        records.size(),
                        nowMillis,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        null,
                        batch.build().encode(),
                        new org.apache.kafka.common.header.internals.RecordHeaders(),
                        Optional.empty());
        records.add(record);
        readers.forEach(reader -> reader.see(record));
    }

    /** A consumer that sees what is there and what comes. */
    MockConsumer<byte[], byte[]> consumer() {
        Reader reader = new Reader();
        List<PartitionInfo> infos = new ArrayList<>();
        Map<TopicPartition, Long> begin = new HashMap<>();
        Map<TopicPartition, Long> end = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            infos.add(new PartitionInfo(Topics.ENRICHED_LOGS, i, null, null, null));
            begin.put(new TopicPartition(Topics.ENRICHED_LOGS, i), 0L);
            end.put(new TopicPartition(Topics.ENRICHED_LOGS, i), (long) log.get(i).size());
        }
        reader.updatePartitions(Topics.ENRICHED_LOGS, infos);
        reader.updateBeginningOffsets(begin);
        reader.updateEndOffsets(end);
        readers.add(reader);
        return reader;
    }

    /** Kafka's stand-in, which has no times of its own and no past. */
    private final class Reader extends MockConsumer<byte[], byte[]> {

        private boolean knowsThePast;

        Reader() {
            super("latest");
        }

        void see(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (knowsThePast
                    && assignment().contains(partition)
                    && record.offset() >= position(partition)) {
                addRecord(record);
                updateEndOffsets(Map.of(partition, record.offset() + 1));
            }
        }

        @Override
        public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
                java.time.Duration timeout) {
            if (!knowsThePast) {
                knowsThePast = true;
                log.forEach(records -> records.forEach(this::see));
            }
            return super.poll(timeout);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach(
                    (partition, time) ->
                            log.get(partition.partition()).stream()
                                    .filter(record -> record.timestamp() >= time)
                                    .findFirst()
                                    .ifPresent(
                                            record ->
                                                    found.put(
                                                            partition,
                                                            new OffsetAndTimestamp(
                                                                    record.offset(),
                                                                    record.timestamp()))));
            return found;
        }

        @Override
        public void close() {
            readers.remove(this);
            super.close();
        }
    }
}
