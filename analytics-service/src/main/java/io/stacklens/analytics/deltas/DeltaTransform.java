package io.stacklens.analytics.deltas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.pipeline.stage.StageOutput;
import io.stacklens.pipeline.stage.StageTransform;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.List;
import java.util.function.Supplier;

/** Turns a poll of {@code enriched-logs} into a delta for each service in it. */
final class DeltaTransform implements StageTransform {

    private final int maxRoutes;
    private final Supplier<List<MatchQuery>> queries;
    private final PollSum sum = new PollSum();

    DeltaTransform(int maxRoutes, Supplier<List<MatchQuery>> queries) {
        this.maxRoutes = maxRoutes;
        this.queries = queries;
    }

    @Override
    public int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
        LogBatch batch = LogBatch.decode(source.value());
        sum.add(batch, queries.get());
        out.forwarded(batch.size());
        return batch.size();
    }

    @Override
    public void finish(StageOutput out) {
        for (WindowDelta delta : sum.toDeltas(maxRoutes)) {
            out.send(Topics.WINDOW_DELTAS, delta.service().getBytes(UTF_8), delta.encode());
        }
    }
}
