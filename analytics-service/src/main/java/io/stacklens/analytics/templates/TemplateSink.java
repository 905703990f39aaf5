package io.stacklens.analytics.templates;

import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.offsets.StoredProgress;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Adds the templates of {@code window-deltas} to their tables, each delta exactly once. */
class TemplateSink implements ConsumerSeekAware {

    static final String GROUP = "analytics-templates";

    private final TemplateTables tables;
    private final StoredProgress progress;
    private final RecordFates fates;

    TemplateSink(TemplateTables tables, StoredOffsets offsets, SinkTools tools) {
        this.tables = tables;
        this.progress = new StoredProgress(offsets, tools.transactions());
        this.fates = tools.fates().of("template-sink");
    }

    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        progress.assigned(assignments.keySet(), callback);
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            progress.revoked(partitions);
        }
    }

    @KafkaListener(
            id = "template-sink",
            groupId = GROUP,
            topics = Topics.WINDOW_DELTAS,
            properties = "max.poll.records=500")
    void onDeltas(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<ConsumerRecord<byte[], byte[]>> fresh = progress.fresh(polled);
        List<WindowDelta> deltas = decodable(fresh);
        progress.store(fresh, () -> tables.add(deltas));
        fates.received(polled.size());
        fates.forwarded(deltas.size());
        fates.discarded("undecodable", fresh.size() - deltas.size());
        fates.discarded("repeated", polled.size() - fresh.size());
    }

    private static List<WindowDelta> decodable(List<ConsumerRecord<byte[], byte[]>> records) {
        List<WindowDelta> deltas = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                deltas.add(WindowDelta.decode(record.value()));
            } catch (MalformedBatchException _) {
                // The window merge, which reads the same topic, makes the dead letter.
            }
        }
        return deltas;
    }
}
