package io.stacklens.pipeline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.RawRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

class DeadLettersTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final RuntimeException bug = new IllegalStateException("a bug");

    private final DeadLetters deadLetters = new DeadLetters("parser", NOON);

    @Test
    void keepTheHeadersOfTheirSource() {
        ConsumerRecord<byte[], byte[]> source = source(new byte[] {1});
        source.headers().add("latency-sketch", new byte[] {7});

        ProducerRecord<byte[], byte[]> letter = deadLetters.whole(source, "failed", bug);

        assertThat(letter.headers().lastHeader("latency-sketch").value()).containsExactly(7);
        assertThat(header(letter, DeadLetterHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("parser");
    }

    @Test
    void countTheReplaysThatFailedAgain() {
        ConsumerRecord<byte[], byte[]> source = source(new byte[] {1});
        header(source, DeadLetterHeaders.REPLAYED_FROM, "collected-logs.dlq:1:0");
        header(source, DeadLetterHeaders.ATTEMPTS, "3");
        header(source, DeadLetterHeaders.REPLAYED_TO, "parser");

        ProducerRecord<byte[], byte[]> letter = deadLetters.whole(source, "failed", bug);

        assertThat(header(letter, DeadLetterHeaders.ATTEMPTS)).isEqualTo("4");
        assertThat(header(letter, DeadLetterHeaders.REPLAYED_FROM))
                .isEqualTo("collected-logs.dlq:1:0");
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.REPLAYED_TO)).isNull();
    }

    @Test
    void keepWhatStoodBesideTheBytesOfASingleRecord() {
        RawRecord record =
                new RawRecord(
                        "line".getBytes(UTF_8), 77, "json", "peer", "shop", Map.of("tag", "a"), 3);
        byte[] batch =
                new RawBatchBuilder()
                        .add(RawRecord.of("first", 1, "x"))
                        .add(record)
                        .build()
                        .encode();

        ProducerRecord<byte[], byte[]> letter =
                deadLetters.part(source(batch), 1, record.body(), "failed", bug);

        assertThat(letter.value()).isEqualTo(record.body());
        RawBatch envelope = envelope(letter);
        assertThat(envelope.record(0))
                .usingRecursiveComparison()
                .isEqualTo(
                        new RawRecord(
                                new byte[0], 77, "json", "peer", "shop", Map.of("tag", "a"), 3));
        assertThat(envelope.longs(RawColumn.ORIGIN_PARTITION).get(0)).isEqualTo(1);
        assertThat(envelope.longs(RawColumn.ORIGIN_OFFSET).get(0)).isEqualTo(7);
        assertThat(envelope.longs(RawColumn.ORIGIN_INDEX).get(0)).isEqualTo(1);
    }

    @Test
    void keepTheFirstOriginOfAReplayedRecord() {
        byte[] batch =
                new RawBatchBuilder()
                        .add(RawRecord.of("again", 1, "x"))
                        .origin(3, 900, 12)
                        .build()
                        .encode();

        ProducerRecord<byte[], byte[]> letter =
                deadLetters.part(source(batch), 0, "again".getBytes(UTF_8), "failed", bug);

        RawBatch envelope = envelope(letter);
        assertThat(envelope.longs(RawColumn.ORIGIN_PARTITION).get(0)).isEqualTo(3);
        assertThat(envelope.longs(RawColumn.ORIGIN_OFFSET).get(0)).isEqualTo(900);
        assertThat(envelope.longs(RawColumn.ORIGIN_INDEX).get(0)).isEqualTo(12);
    }

    @Test
    void knowReplaysThatAreForAnother() {
        ConsumerRecord<byte[], byte[]> source = source(new byte[] {1});
        assertThat(deadLetters.isReplayForAnother(source)).isFalse();

        header(source, DeadLetterHeaders.REPLAYED_TO, "analytics-store");

        assertThat(deadLetters.isReplayForAnother(source)).isTrue();
        assertThat(deadLetters.of("analytics-store").isReplayForAnother(source)).isFalse();
    }

    private static RawBatch envelope(ProducerRecord<byte[], byte[]> letter) {
        return RawBatch.decode(letter.headers().lastHeader(DeadLetterHeaders.ENVELOPE).value());
    }

    private static ConsumerRecord<byte[], byte[]> source(byte[] value) {
        return new ConsumerRecord<>(Topics.COLLECTED_LOGS, 1, 7, null, value);
    }

    private static void header(ConsumerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static String header(ProducerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
