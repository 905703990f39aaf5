package io.stacklens.parser.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.RequestPartId;
import io.stacklens.model.batch.SeenKeys;
import io.stacklens.model.batch.SeenKeys.Seen;
import io.stacklens.pipeline.stage.StageOutput;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class SeenRequestsTest {

    private static final RequestPartId PART = new RequestPartId(1, 1);
    private static final RequestPartId OTHER = new RequestPartId(2, 2);

    private final FakeTopic topic = new FakeTopic();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SeenRequests seen = new SeenRequests(topic, 1_000, registry);

    @Test
    void knowsAPartAgainInTheSamePollAndInLaterOnes() {
        PolledRequests poll = seen.poll();
        assertThat(poll.isRepeated(PART, record(0))).isFalse();
        poll.add(PART, record(0));

        assertThat(poll.isRepeated(PART, record(0))).isTrue();
        commit(poll);
        assertThat(seen.poll().isRepeated(PART, record(0))).isTrue();
        assertThat(seen.poll().isRepeated(OTHER, record(0))).isFalse();
        assertThat(registry.get("stacklens.parser.keys.remembered").gauge().value()).isEqualTo(1);
    }

    @Test
    void remembersNothingOfAPollThatWasRolledBack() {
        PolledRequests poll = seen.poll();
        assertThat(poll.isRepeated(PART, record(0))).isFalse();
        poll.add(PART, record(0));
        poll.writeTo(topic);

        PolledRequests again = seen.poll();
        assertThat(again.isRepeated(PART, record(0))).isFalse();
    }

    @Test
    void readsAPartitionOnceWhenItsFirstKeyedRequestComes() {
        topic.committed.put(2, List.of(new Seen(PART, 1)));

        assertThat(seen.poll().isRepeated(PART, record(2))).isTrue();
        assertThat(seen.poll().isRepeated(OTHER, record(2))).isFalse();

        assertThat(topic.read).containsExactly(2);
    }

    @Test
    void readsAPartitionAgainThatWasElsewhere() {
        assertThat(seen.poll().isRepeated(PART, record(2))).isFalse();
        seen.onPartitionsRevoked(List.of(new TopicPartition(Topics.COLLECTED_LOGS, 2)));
        topic.committed.put(2, List.of(new Seen(PART, 1)));
        seen.onPartitionsAssigned(List.of(new TopicPartition(Topics.COLLECTED_LOGS, 2)));

        assertThat(seen.poll().isRepeated(PART, record(2))).isTrue();
    }

    @Test
    void doesNotMixUpWhatItReadsWithWhatItLostMeanwhile() {
        PolledRequests poll = seen.poll();
        assertThat(poll.isRepeated(PART, record(2))).isFalse();
        poll.add(PART, record(2));
        poll.writeTo(topic);
        seen.onPartitionsRevoked(List.of(new TopicPartition(Topics.COLLECTED_LOGS, 2)));

        poll.committed();
        topic.committed.put(2, List.of(new Seen(PART, 1), new Seen(OTHER, 2)));

        assertThat(seen.poll().isRepeated(OTHER, record(2))).isTrue();
    }

    private void commit(PolledRequests poll) {
        poll.writeTo(topic);
        poll.committed();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition) {
        return new ConsumerRecord<>(Topics.COLLECTED_LOGS, partition, 5, null, new byte[0]);
    }

    /** The topic as a map, and the output of a poll that writes it. */
    private static final class FakeTopic implements SeenKeysLog, StageOutput {

        private final Map<Integer, List<Seen>> committed = new HashMap<>();
        private final List<Integer> read = new ArrayList<>();

        @Override
        public void read(int partition, Consumer<Seen> reader) {
            read.add(partition);
            committed.getOrDefault(partition, List.of()).forEach(reader);
        }

        @Override
        public void forward(
                String to, int partition, byte @Nullable [] key, byte[] value, int logRecords) {
            assertThat(to).isEqualTo(Topics.SEEN_KEYS);
            assertThat(SeenKeys.decode(value).parts()).hasSize(1);
            assertThat(logRecords).isZero();
        }

        @Override
        public void send(String to, byte[] key, byte[] value) {
            throw new AssertionError();
        }

        @Override
        public void forwarded(int logRecords) {
            throw new AssertionError();
        }

        @Override
        public void discarded(String reason, int logRecords) {
            throw new AssertionError();
        }

        @Override
        public void deadLetter(
                ConsumerRecord<byte[], byte[]> source,
                int index,
                byte[] bytes,
                String reason,
                Throwable error) {
            throw new AssertionError();
        }
    }
}
