package io.stacklens.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class CommittedPositionsTest {

    private static final TopicPartition PLACE = new TopicPartition("positions", 0);

    private final CommittedPositions positions = CommittedPositions.of("positions", "owner", 1);
    private final MockConsumer<byte[], byte[]> committed = new MockConsumer<>("earliest");

    @Test
    void readsTheLastPositionOfEachName() {
        topicIs(record("a", "1"), record("b", "7"), record("a", "2"));

        assertThat(read(3)).containsExactlyInAnyOrderEntriesOf(Map.of("a", 2L, "b", 7L));
    }

    @Test
    void forgetsWhatWasTakenAwayAndLeavesOutWhatIsNoNumber() {
        topicIs(record("a", "1"), record("b", "7"), record("a", null), record("b", "much"));

        assertThat(read(4)).containsExactlyEntriesOf(Map.of("b", 7L));
    }

    @Test
    void readsNothingWhereNothingIs() {
        topicIs();

        assertThat(read(0)).isEmpty();
    }

    @Test
    void doesNotTakeForTheTruthWhatAnOpenTransactionMayChange() {
        topicIs(record("a", "1"));

        assertThatThrownBy(() -> read(2))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("positions-0 is open");
    }

    @Test
    void writesWhatItReads() {
        ProducerRecord<byte[], byte[]> written = positions.record("a", 4711);
        topicIs(new String[] {text(written.key()), text(written.value())});

        assertThat(written.partition()).isZero();
        assertThat(read(1)).containsEntry("a", 4711L);
    }

    private Map<String, Long> read(long end) {
        return positions.read(committed, end, Duration.ZERO);
    }

    private void topicIs(@Nullable String[]... records) {
        committed.updateBeginningOffsets(Map.of(PLACE, 0L));
        committed.schedulePollTask(
                () -> {
                    for (int i = 0; i < records.length; i++) {
                        committed.addRecord(
                                new ConsumerRecord<>(
                                        PLACE.topic(),
                                        PLACE.partition(),
                                        i,
                                        bytes(records[i][0]),
                                        bytes(records[i][1])));
                    }
                });
    }

    private static @Nullable String[] record(String name, @Nullable String value) {
        return new String[] {name, value};
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
