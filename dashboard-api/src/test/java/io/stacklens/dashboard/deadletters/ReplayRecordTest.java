package io.stacklens.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.DeadLetterHeaders;
import io.stacklens.model.RecordId;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawBatchBuilder;
import io.stacklens.model.batch.RawColumn;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.pipeline.deadletter.DeadLetters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class ReplayRecordTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final RuntimeException bug = new IllegalStateException("a bug");
    private static final RawRecord ORDER =
            new RawRecord(
                    "order 7".getBytes(UTF_8), 77, "text", "peer", "shop", Map.of("tag", "a"), 2);

    @Test
    void takesASingleRecordBackWithWhatStoodBesideIt() {
        byte[] batch =
                new RawBatchBuilder(new RequestPartId(1, 2))
                        .add(RawRecord.of("first", 1, "x"))
                        .add(ORDER)
                        .build()
                        .encode();
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").part(source(batch), 1, ORDER.body(), "failed", bug));

        ProducerRecord<byte[], byte[]> replay = replay(letter, Edit.NONE);

        assertThat(replay.topic()).isEqualTo(Topics.COLLECTED_LOGS);
        assertThat(replay.partition()).isEqualTo(1);
        RawBatch sent = RawBatch.decode(replay.value());
        assertThat(sent.size()).isEqualTo(1);
        // As part of its request it would count as seen.
        assertThat(sent.requestPart()).isNull();
        assertThat(sent.record(0).bodyText()).isEqualTo("order 7");
        assertThat(sent.record(0).service()).isEqualTo("shop");
        assertThat(sent.record(0).observedTimestamp()).isEqualTo(77);
        assertThat(sent.record(0).lineCount()).isEqualTo(2);
        assertThat(sent.record(0).attributes())
                .containsEntry("tag", "a")
                .containsEntry("replayed_from", "collected-logs.dlq:1:5")
                .containsEntry("replay_attempt", "2")
                .doesNotContainKey("replay_edited");
        assertThat(origin(sent, 0)).isEqualTo(new RecordId(0, 1, 42, 1));
        assertThat(header(replay, DeadLetterHeaders.REPLAYED_FROM))
                .isEqualTo("collected-logs.dlq:1:5");
        assertThat(header(replay, DeadLetterHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(replay.headers().lastHeader(DeadLetterHeaders.STAGE)).isNull();
        assertThat(replay.headers().lastHeader(DeadLetterHeaders.REPLAYED_TO)).isNull();
    }

    @Test
    void takesTheEditedTextAndService() {
        byte[] batch = RawBatch.of(List.of(ORDER)).encode();
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").part(source(batch), 0, ORDER.body(), "failed", bug));

        RawRecord sent =
                RawBatch.decode(replay(letter, new Edit("{\"a\":1}", null, "till")).value())
                        .record(0);

        assertThat(sent.bodyText()).isEqualTo("{\"a\":1}");
        assertThat(sent.service()).isEqualTo("till");
        assertThat(sent.formatHint()).isNull();
        assertThat(sent.attributes()).containsEntry("replay_edited", "true");
    }

    @Test
    void makesARecordOfAnEditForBytesThatAreNoBatch() {
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").whole(source("junk".getBytes(UTF_8)), "undecodable", bug));

        RawBatch sent = RawBatch.decode(replay(letter, new Edit("mended", null, null)).value());

        assertThat(sent.record(0).bodyText()).isEqualTo("mended");
        assertThat(sent.record(0).observedTimestamp())
                .isEqualTo(NOON.instant().getEpochSecond() * 1_000_000_000L);
        assertThat(origin(sent, 0)).isEqualTo(new RecordId(0, 1, 42, 0));
    }

    @Test
    void sendsWhatDoesNotDecodeAsItIs() {
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").whole(source("junk".getBytes(UTF_8)), "undecodable", bug));

        assertThat(replay(letter, Edit.NONE).value()).isEqualTo("junk".getBytes(UTF_8));
    }

    @Test
    void keepsTheOriginOfEachRowOfABatchAndTheNameOfItsRequest() {
        byte[] batch =
                new RawBatchBuilder(new RequestPartId(1, 2))
                        .add(ORDER)
                        .origin(3, 900, 12)
                        .add(ORDER)
                        .build()
                        .encode();
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").whole(source(batch), "failed", bug));

        RawBatch sent = RawBatch.decode(replay(letter, Edit.NONE).value());

        assertThat(sent.requestPart()).isEqualTo(new RequestPartId(1, 2));
        assertThat(origin(sent, 0)).isEqualTo(new RecordId(0, 3, 900, 12));
        assertThat(origin(sent, 1)).isEqualTo(new RecordId(0, 1, 42, 1));
        assertThat(sent.record(1).bodyText()).isEqualTo("order 7");
        assertThatThrownBy(() -> replay(letter, new Edit("one text", null, null)))
                .hasMessageContaining("batch of 2 records");
    }

    @ParameterizedTest
    @CsvSource({"analytics-store", "analytics-deltas"})
    void goesOnlyToTheReaderThatCouldNotHandleIt(String stage) {
        LogBatch batch =
                row().put(LogColumn.BODY, "order 7")
                        .put(LogColumn.ORIGIN_OFFSET, 900L)
                        .putAttribute("tag", "a")
                        .build();
        ConsumerRecord<byte[], byte[]> letter =
                letter(
                        dead(stage)
                                .whole(
                                        new ConsumerRecord<>(
                                                Topics.ENRICHED_LOGS, 1, 42, null, batch.encode()),
                                        "refused",
                                        bug));

        ProducerRecord<byte[], byte[]> replay = replay(letter, new Edit("order 8", null, null));

        assertThat(header(replay, DeadLetterHeaders.REPLAYED_TO)).isEqualTo(stage);
        LogBatch sent = LogBatch.decode(replay.value());
        assertThat(sent.record(0).body()).isEqualTo("order 8");
        assertThat(sent.record(0).attributes())
                .containsEntry("tag", "a")
                .containsEntry("replayed_from", "enriched-logs.dlq:1:5");
        assertThat(sent.id(0)).isEqualTo(batch.id(0));
    }

    @Test
    void refusesAReaderThatIsNotKnown() {
        ConsumerRecord<byte[], byte[]> letter =
                letter(
                        dead("analytics")
                                .whole(
                                        new ConsumerRecord<>(
                                                Topics.ENRICHED_LOGS, 1, 42, null, new byte[] {1}),
                                        "undecodable",
                                        bug));

        assertThatThrownBy(() -> replay(letter, Edit.NONE))
                .isInstanceOf(ReplayRefusedException.class)
                .hasMessageContaining("expected: one of [analytics-deltas, analytics-store]");
    }

    @Test
    void refusesBytesThatAreNoBatch() {
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("parser").whole(source("junk".getBytes(UTF_8)), "undecodable", bug));
        String junk = Base64.getEncoder().encodeToString("more junk".getBytes(UTF_8));

        assertThatThrownBy(() -> replay(letter, new Edit(null, junk, null)))
                .isInstanceOf(ReplayRefusedException.class)
                .hasMessageStartingWith("bytes_base64: ");
        assertThatThrownBy(() -> replay(letter, new Edit(null, "%%", null)))
                .isInstanceOf(ReplayRefusedException.class);
        assertThatThrownBy(() -> replay(letter, new Edit("a", junk, null)))
                .hasMessageContaining("one of them");
    }

    @Test
    void keepsTheHeadersAndTheHistoryOfADocument() {
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>(
                        Topics.WINDOW_METRICS, 1, 42, "key".getBytes(UTF_8), "{".getBytes(UTF_8));
        source.headers().add(Topics.USERS_SKETCH_HEADER, new byte[] {7});
        source.headers()
                .add(DeadLetterHeaders.REPLAYED_FROM, "window-metrics.dlq:1:1".getBytes(UTF_8));
        source.headers().add(DeadLetterHeaders.ATTEMPTS, "1".getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> letter =
                letter(dead("anomaly").whole(source, "undecodable", bug));

        ProducerRecord<byte[], byte[]> replay = replay(letter, new Edit("{}", null, null));

        assertThat(replay.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(replay.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(replay.headers().lastHeader(Topics.USERS_SKETCH_HEADER).value())
                .containsExactly(7);
        assertThat(header(replay, DeadLetterHeaders.REPLAYED_TO)).isEqualTo("anomaly");
        assertThat(header(replay, DeadLetterHeaders.REPLAYED_FROM))
                .isEqualTo("window-metrics.dlq:1:1,window-metrics.dlq:1:5");
        assertThat(header(replay, DeadLetterHeaders.ATTEMPTS)).isEqualTo("2");
        assertThatThrownBy(() -> replay(letter, new Edit("{", null, null)))
                .hasMessageStartingWith("not JSON: ");
    }

    private static ProducerRecord<byte[], byte[]> replay(
            ConsumerRecord<byte[], byte[]> letter, Edit edit) {
        return ReplayRecord.of(letter, DeadLetterForm.read(letter), edit);
    }

    private static LogBatchBuilder row() {
        LogBatchBuilder builder = new LogBatchBuilder();
        builder.addRow();
        return builder;
    }

    private static DeadLetters dead(String stage) {
        return new DeadLetters(stage, NOON);
    }

    private static ConsumerRecord<byte[], byte[]> source(byte[] value) {
        return new ConsumerRecord<>(Topics.COLLECTED_LOGS, 1, 42, null, value);
    }

    /** The letter as it is read back, at offset 5. */
    private static ConsumerRecord<byte[], byte[]> letter(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> read =
                new ConsumerRecord<>(sent.topic(), sent.partition(), 5, sent.key(), sent.value());
        sent.headers().forEach(read.headers()::add);
        return read;
    }

    private static RecordId origin(RawBatch batch, int row) {
        return new RecordId(
                0,
                (int) batch.longs(RawColumn.ORIGIN_PARTITION).get(row),
                batch.longs(RawColumn.ORIGIN_OFFSET).get(row),
                (int) batch.longs(RawColumn.ORIGIN_INDEX).get(row));
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
