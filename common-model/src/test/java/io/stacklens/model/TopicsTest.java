package io.stacklens.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TopicsTest {

    private final List<TopicSpec> topics = Topics.all();

    @Test
    void areNamedOnce() {
        assertThat(topics).extracting(TopicSpec::name).doesNotHaveDuplicates();
    }

    @Test
    void haveADeadLetterTopicOfAsManyPartitions() {
        assertThat(topic(Topics.COLLECTED_LOGS + ".dlq").partitions())
                .isEqualTo(topic(Topics.COLLECTED_LOGS).partitions());
    }

    @Test
    void shareTheBoundOnRetainedBytes() {
        long retained =
                List.of(Topics.COLLECTED_LOGS, Topics.PARSED_LOGS, Topics.ENRICHED_LOGS).stream()
                        .map(this::topic)
                        .mapToLong(
                                t ->
                                        t.partitions()
                                                * Long.parseLong(
                                                        t.configs().get("retention.bytes")))
                        .sum();

        assertThat(retained).isBetween((10L << 30) - 12, 10L << 30);
    }

    @Test
    void keepBackFilledRecordsByTheirArrival() {
        assertThat(topics)
                .allSatisfy(
                        topic ->
                                assertThat(topic.configs())
                                        .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void keepSeenKeysLongerThanARepetitionCanTake() {
        assertThat(retention(Topics.SEEN_KEYS))
                .isGreaterThan(
                        Topics.REPEATS_KNOWN_FOR.toMillis() + retention(Topics.COLLECTED_LOGS));
        assertThat(topic(Topics.SEEN_KEYS).partitions())
                .isEqualTo(topic(Topics.COLLECTED_LOGS).partitions());
    }

    private long retention(String name) {
        return Long.parseLong(topic(name).configs().get("retention.ms"));
    }

    private TopicSpec topic(String name) {
        return topics.stream().filter(topic -> topic.name().equals(name)).findFirst().orElseThrow();
    }
}
