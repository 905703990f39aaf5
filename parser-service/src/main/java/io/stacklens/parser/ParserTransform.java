package io.stacklens.parser;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.parser.batch.BatchOutcome;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.pipeline.stage.StageOutput;
import io.stacklens.pipeline.stage.StageTransform;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One batch of {@code collected-logs} to one batch of {@code parsed-logs}, in the same partition.
 */
final class ParserTransform implements StageTransform {

    /** Fields and attributes can make a batch larger than it came; topics take 8 MiB. */
    private static final int MAX_BATCH_BYTES = 7 << 20;

    private final BatchParser parser;
    private final FormatMetrics metrics;
    private final Map<String, Integer> formats = new HashMap<>();

    ParserTransform(BatchParser parser, FormatMetrics metrics) {
        this.parser = parser;
        this.metrics = metrics;
    }

    @Override
    public int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
        RawBatch raw = RawBatch.decode(source.value());
        LogBatch parsed =
                parser.parse(raw, source.partition(), source.offset(), new Outcome(source, out));
        if (parsed.size() > 0) {
            forward(source, parsed, out);
        }
        return raw.size();
    }

    @Override
    public void finish(StageOutput out) {
        formats.forEach(metrics::parsed);
    }

    private static void forward(
            ConsumerRecord<byte[], byte[]> source, LogBatch batch, StageOutput out) {
        byte[] encoded = batch.encode();
        int size = batch.size();
        if (encoded.length <= MAX_BATCH_BYTES || size == 1) {
            out.forward(Topics.PARSED_LOGS, source.partition(), source.key(), encoded, size);
            return;
        }
        forward(source, rows(batch, 0, size / 2), out);
        forward(source, rows(batch, size / 2, size), out);
    }

    private static LogBatch rows(LogBatch batch, int from, int to) {
        return new LogBatchBuilder().append(batch, IntStream.range(from, to).toArray()).build();
    }

    private final class Outcome implements BatchOutcome {

        private final ConsumerRecord<byte[], byte[]> source;
        private final StageOutput out;

        Outcome(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
            this.source = source;
            this.out = out;
        }

        @Override
        public void parsed(String format) {
            formats.merge(format, 1, Integer::sum);
        }

        @Override
        public void empty() {
            out.discarded("empty", 1);
        }

        @Override
        public void failed(int index, byte[] body, RuntimeException error) {
            out.deadLetter(source, index, body, "failed", error);
        }
    }
}
