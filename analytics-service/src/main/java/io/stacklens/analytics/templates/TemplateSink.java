package io.stacklens.analytics.templates;

import io.stacklens.analytics.offsets.OwnerChangedException;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the templates of {@code window-deltas} to their tables, each delta exactly once: the offset
 * moves on in the transaction that adds. On assignment reading goes on from the stored offset; a
 * poll that is delivered again is skipped up to it.
 */
class TemplateSink implements ConsumerSeekAware {

    static final String GROUP = "analytics-templates";

    private static final Logger log = LoggerFactory.getLogger(TemplateSink.class);

    private final TemplateTables tables;
    private final StoredOffsets offsets;
    private final SinkTools tools;
    private final RecordFates fates;

    /** What the stored offsets should be, as far as they have been read. One consumer thread. */
    private final Map<TopicPartition, Long> expected = new HashMap<>();

    TemplateSink(TemplateTables tables, StoredOffsets offsets, SinkTools tools) {
        this.tables = tables;
        this.offsets = offsets;
        this.tools = tools;
        this.fates = tools.fates().of("template-sink");
    }

    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        expected.keySet().removeAll(assignments.keySet());
        try {
            offsets.load(assignments.keySet())
                    .forEach((p, next) -> callback.seek(p.topic(), p.partition(), next));
        } catch (DataAccessException e) {
            // What the group has committed to Kafka is never ahead of what is stored.
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("stored offsets cannot be read, going on from the group's own");
        }
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            expected.keySet().removeAll(partitions);
        }
    }

    @KafkaListener(
            id = "template-sink",
            groupId = GROUP,
            topics = Topics.WINDOW_DELTAS,
            properties = "max.poll.records=500")
    void onDeltas(List<ConsumerRecord<byte[], byte[]>> polled) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            next.put(partition(record), record.offset() + 1);
        }
        loadExpected(next.keySet());
        List<ConsumerRecord<byte[], byte[]>> fresh =
                polled.stream().filter(r -> r.offset() >= expected(partition(r))).toList();
        next.entrySet().removeIf(entry -> entry.getValue() <= expected(entry.getKey()));
        add(fresh, next);
        expected.putAll(next);
        fates.received(polled.size());
        fates.discarded("repeated", polled.size() - fresh.size());
    }

    private void add(List<ConsumerRecord<byte[], byte[]>> fresh, Map<TopicPartition, Long> next) {
        List<WindowDelta> deltas = new ArrayList<>(fresh.size());
        int undecodable = 0;
        for (ConsumerRecord<byte[], byte[]> record : fresh) {
            try {
                deltas.add(WindowDelta.decode(record.value()));
            } catch (MalformedBatchException e) {
                // The window merge, which reads the same topic, makes the dead letter.
                undecodable++;
            }
        }
        try {
            tools.transactions()
                    .executeWithoutResult(
                            _ -> {
                                tables.add(deltas);
                                next.forEach((p, to) -> offsets.advance(p, expected(p), to));
                            });
        } catch (OwnerChangedException e) {
            expected.keySet().removeAll(next.keySet());
            throw e;
        }
        fates.forwarded(deltas.size());
        fates.discarded("undecodable", undecodable);
    }

    private void loadExpected(Collection<TopicPartition> partitions) {
        List<TopicPartition> unknown =
                partitions.stream().filter(p -> !expected.containsKey(p)).toList();
        if (!unknown.isEmpty()) {
            expected.putAll(offsets.load(unknown));
        }
    }

    private long expected(TopicPartition partition) {
        return expected.getOrDefault(partition, 0L);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
