package io.stacklens.enrichment;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.pipeline.stage.StageOutput;
import io.stacklens.pipeline.stage.StageTransform;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/**
 * Moves batches from {@code parsed-logs} to {@code enriched-logs}, in their partition, with more
 * columns.
 */
@Component
class EnrichmentTransform implements StageTransform {

    private final Enrichment enrichment;

    EnrichmentTransform(Enrichment enrichment) {
        this.enrichment = enrichment;
    }

    @Override
    public int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
        LogBatch batch = LogBatch.decode(source.value());
        byte[] enriched = enrichment.enrich(batch).encode();
        out.forward(Topics.ENRICHED_LOGS, source.partition(), source.key(), enriched, batch.size());
        return batch.size();
    }
}
