package io.stacklens.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.topic.CommittedPositions;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class HandledOffsetsTest {

    private static final CommittedPositions PLACE =
            CommittedPositions.of(Topics.STAGE_POSITIONS, "group", 1);

    private final Map<String, Long> topic = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Member member = new Member();
    private Uuid source = Uuid.randomUuid();
    private int readings;

    private final HandledOffsets handled =
            new HandledOffsets(
                    "stage",
                    () -> {
                        readings++;
                        return new StagePositions("group", source, PLACE, topic, ends);
                    });

    @Test
    void handlesNothingThatWasHandledBeforeItBegan() {
        stored(0, 5);

        handled.refresh(member);

        assertThatThrownBy(() -> handled.requireBeyond(List.of(record(0, 4), record(0, 5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 4 of source-0 was handled already (expected: 5 or");
        handled.requireBeyond(List.of(record(0, 5), record(1, 0)));
    }

    @Test
    void goesBackNowhereWhereItHasCommitted() {
        handled.refresh(member);

        handled.add(List.of(record(0, 7), record(0, 8)));

        assertThat(handled.isHandled(record(0, 8))).isTrue();
        assertThat(handled.isHandled(record(0, 9))).isFalse();
    }

    @Test
    void readsThePositionsWheneverPartitionsMayHaveCome() {
        handled.refresh(member);
        handled.refresh(member);
        assertThat(readings).isEqualTo(1);

        member.generation++;
        stored(0, 100); // meanwhile another had the partition
        handled.refresh(member);

        assertThat(readings).isEqualTo(2);
        assertThat(handled.isHandled(record(0, 99))).isTrue();
    }

    @Test
    void beginsAfreshWithATopicMadeAnew() {
        stored(0, 5);
        handled.refresh(member);
        handled.add(List.of(record(0, 5)));

        source = Uuid.randomUuid();

        handled.requireBeyond(List.of(record(0, 0)));
        assertThat(handled.isHandled(record(0, 0))).isFalse();
    }

    @Test
    void goesOnAtTheEndOfATopicThatHasLostItsLastRecords() {
        stored(0, 110);
        ends.put(0, 100L);
        handled.refresh(member);

        ends.put(0, 120L); // others are there now
        handled.reread();

        handled.requireBeyond(List.of(record(0, 100)));
        assertThat(handled.isHandled(record(0, 99))).isTrue();
        stored(0, 104);
        handled.reread();
        assertThat(handled.isHandled(record(0, 103))).isTrue();
    }

    @Test
    void goesOnAtTheEndWhenRecordsAreLostThatItHasHandledItself() {
        handled.refresh(member);
        handled.add(List.of(record(0, 109)));
        stored(0, 110);
        ends.put(0, 100L);

        handled.requireBeyond(List.of(record(0, 100)));

        assertThat(handled.isHandled(record(0, 99))).isTrue();
    }

    @Test
    void writesOnePositionForEachPartitionOfAPoll() {
        handled.refresh(member);

        List<ProducerRecord<byte[], byte[]>> positions =
                handled.positions(Stream.of(0, 1, 2).flatMap(i -> polled(i)).toList());

        assertThat(positions)
                .extracting(each -> text(each.key()) + "=" + text(each.value()))
                .containsExactlyInAnyOrder(
                        "group/%s/0=10".formatted(source),
                        "group/%s/1=11".formatted(source),
                        "group/%s/2=12".formatted(source));
        assertThat(handled.positions(List.of())).isEmpty();
    }

    @Test
    void writesNoPositionBeforeWhatAnUncertainCommitHandled() {
        stored(0, 140);
        handled.refresh(member);

        List<ProducerRecord<byte[], byte[]>> positions = handled.positions(List.of(record(0, 109)));

        assertThat(positions).extracting(each -> text(each.value())).containsExactly("140");
    }

    @Test
    void movesNobodyBackOrBeforeItKnowsAnything() {
        TopicPartition first = new TopicPartition("source", 0);
        member.assign(List.of(first));
        member.seek(first, 9);
        handled.skip(List.of(record(0, 2)), member);
        stored(0, 5);
        handled.refresh(member);

        handled.skip(List.of(record(0, 2), record(1, 2)), member);

        assertThat(member.position(first)).isEqualTo(9);
    }

    @Test
    void movesAConsumerThatWasToldToReadAgainBeyondWhatWasHandled() {
        TopicPartition first = new TopicPartition("source", 0);
        TopicPartition second = new TopicPartition("source", 1);
        member.assign(List.of(first, second));
        member.seek(first, 2);
        member.seek(second, 2);
        stored(0, 5);
        handled.refresh(member);

        handled.skip(List.of(record(0, 2), record(0, 3), record(1, 2)), member);

        assertThat(member.position(first)).isEqualTo(5);
        assertThat(member.position(second)).isEqualTo(2);
    }

    @Test
    void groupsDoNotShareAPartitionOfThePositions() {
        int partitions =
                Topics.all().stream()
                        .filter(spec -> spec.name().equals(Topics.STAGE_POSITIONS))
                        .findFirst()
                        .orElseThrow()
                        .partitions();

        assertThat(
                        Stream.of("parser", "enrichment", "analytics-deltas")
                                .map(
                                        group ->
                                                CommittedPositions.of(
                                                                Topics.STAGE_POSITIONS,
                                                                group,
                                                                partitions)
                                                        .record(group, 0)
                                                        .partition()))
                .doesNotHaveDuplicates();
    }

    private void stored(int partition, long next) {
        topic.put("group/%s/%d".formatted(source, partition), next);
    }

    private static Stream<ConsumerRecord<byte[], byte[]>> polled(int partition) {
        return Stream.of(record(partition, 3), record(partition, 9 + partition));
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("source", partition, offset, null, new byte[0]);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** Of the group, with a generation that changes when partitions are assigned anew. */
    private static final class Member extends MockConsumer<byte[], byte[]> {
        private int generation = 1;

        Member() {
            super("earliest");
        }

        @Override
        @SuppressWarnings("removal") // nothing else makes one yet
        public synchronized ConsumerGroupMetadata groupMetadata() {
            return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
        }
    }
}
