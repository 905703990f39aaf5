package io.stacklens.dashboard.deadletters;

import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter lies, which names it: {@code collected-logs.dlq:0:17}. */
record LetterId(String topic, int partition, long offset) {

    private static final Pattern FORM =
            Pattern.compile(
                    "([a-zA-Z0-9._-]{1,240}%s):(\\d{1,6}):(\\d{1,18})"
                            .formatted(Pattern.quote(Topics.deadLetters(""))));

    static LetterId of(ConsumerRecord<?, ?> letter) {
        return new LetterId(letter.topic(), letter.partition(), letter.offset());
    }

    /** Empty for what is no id, and for records of topics that hold no dead letters. */
    static Optional<LetterId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new LetterId(
                                parts.group(1),
                                Integer.parseInt(parts.group(2)),
                                Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    TopicPartition place() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return "%s:%d:%d".formatted(topic, partition, offset);
    }
}
