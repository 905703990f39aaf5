package io.stacklens.parser;

import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.parser.batch.BatchOutcome;
import io.stacklens.parser.batch.BatchParser;
import io.stacklens.parser.repeat.PolledRequests;
import io.stacklens.pipeline.stage.StageOutput;
import io.stacklens.pipeline.stage.StageTransform;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One batch of {@code collected-logs} to one batch of {@code parsed-logs}, in the same partition; a
 * part of a request that was seen before to none.
 */
final class ParserTransform implements StageTransform {

    /** Fields and attributes can make a batch larger than it came; topics take 8 MiB. */
    private static final int MAX_BATCH_BYTES = 7 << 20;

    private final BatchParser parser;
    private final FormatMetrics metrics;
    private final PolledRequests requests;
    private final Map<String, Integer> formats = new HashMap<>();
    private int attributesCut;
    private int attributesLeftOut;

    ParserTransform(BatchParser parser, FormatMetrics metrics, PolledRequests requests) {
        this.parser = parser;
        this.metrics = metrics;
        this.requests = requests;
    }

    @Override
    public int transform(ConsumerRecord<byte[], byte[]> source, StageOutput out) {
        RawBatch raw = RawBatch.decode(source.value());
        RequestPartId part = raw.requestPart();
        if (part != null && requests.isRepeated(part, source)) {
            out.discarded("repeated", raw.size());
            return raw.size();
        }
        LogBatch parsed =
                parser.parse(raw, source.partition(), source.offset(), new Outcome(source, out));
        if (parsed.size() > 0) {
            forward(source, parsed, out);
        }
        if (part != null) {
            requests.add(part, source);
        }
        return raw.size();
    }

    @Override
    public void finish(StageOutput out) {
        requests.writeTo(out);
        formats.forEach(metrics::parsed);
        metrics.lost(attributesCut, attributesLeftOut);
        metrics.redacted(parser.takeRedactions());
    }

    @Override
    public void committed() {
        requests.committed();
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
        public void lost(int cut, int leftOut) {
            attributesCut += cut;
            attributesLeftOut += leftOut;
        }

        @Override
        public void empty() {
            out.discarded("empty", 1);
        }

        @Override
        public void dropped() {
            out.discarded("pipeline", 1);
        }

        @Override
        public void failed(int index, byte[] body, RuntimeException error) {
            out.deadLetter(source, index, body, "failed", error);
        }
    }
}
