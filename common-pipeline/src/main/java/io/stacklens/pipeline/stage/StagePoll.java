package io.stacklens.pipeline.stage;

import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.pipeline.deadletter.DeadLetters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import java.util.List;
import java.util.function.Consumer;

/** Takes one poll through a transform; bad data become dead letters, anything else is thrown. */
final class StagePoll {

    private final DeadLetters deadLetters;
    private final Consumer<ProducerRecord<byte[], byte[]>> sender;
    private final FateCounts counts = new FateCounts();

    StagePoll(DeadLetters deadLetters, Consumer<ProducerRecord<byte[], byte[]>> sender) {
        this.deadLetters = deadLetters;
        this.sender = sender;
    }

    /** Returns the fates that count once the transaction has committed. */
    FateCounts run(List<ConsumerRecord<byte[], byte[]>> polled, StageTransform transform) {
        for (ConsumerRecord<byte[], byte[]> source : polled) {
            if (!deadLetters.isReplayForAnother(source)) {
                transform(source, transform);
            }
        }
        PendingOutput summary = new PendingOutput(deadLetters);
        transform.finish(summary);
        accept(summary);
        return counts;
    }

    private void transform(ConsumerRecord<byte[], byte[]> source, StageTransform transform) {
        PendingOutput output = new PendingOutput(deadLetters);
        int logRecords;
        try {
            logRecords = transform.transform(source, output);
        } catch (KafkaException | StageBlockedException e) {
            throw e;
        } catch (MalformedBatchException e) {
            giveUp(source, "undecodable", e);
            return;
        } catch (RuntimeException | StackOverflowError e) { // nested data can be that deep
            giveUp(source, "failed", e);
            return;
        }
        counts.received(logRecords);
        accept(output);
    }

    private void accept(PendingOutput output) {
        output.records().forEach(sender);
        output.counts().addTo(counts);
    }

    /** What cannot be read cannot be counted: the Kafka record is one. */
    private void giveUp(ConsumerRecord<byte[], byte[]> source, String reason, Throwable error) {
        sender.accept(deadLetters.whole(source, reason, error));
        counts.received(1);
        counts.deadLettered(reason, 1);
    }
}
