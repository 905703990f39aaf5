package io.stacklens.pipeline.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Positions in one partition of a compacted topic, each under a name. Whoever writes one does so in
 * the transaction of what it stands behind, so what is committed here is the truth. Values are in
 * digits, for people; a record without a value takes a position away.
 */
public final class CommittedPositions {

    private static final Logger log = LoggerFactory.getLogger(CommittedPositions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicPartition place;

    private CommittedPositions(TopicPartition place) {
        this.place = place;
    }

    /**
     * Those that share a partition.
     *
     * @param owner by whose name the partition is picked
     * @param partitions how many the topic has
     */
    public static CommittedPositions of(String topic, String owner, int partitions) {
        return new CommittedPositions(
                new TopicPartition(topic, Math.floorMod(owner.hashCode(), partitions)));
    }

    /** Says how far the named one has come, to be sent in the transaction that brought it there. */
    public ProducerRecord<byte[], byte[]> record(String name, long position) {
        return new ProducerRecord<>(
                place.topic(),
                place.partition(),
                name.getBytes(UTF_8),
                Long.toString(position).getBytes(UTF_8));
    }

    /**
     * Behind the last position there is, decided or not.
     *
     * @param consumer sees what is not committed, too
     */
    public long end(Consumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    /**
     * All that are committed. Open transactions could hide some, so this waits until everything
     * before the end is decided.
     *
     * @param consumer reads what is committed
     * @throws TimeoutException if a transaction stays open for longer than the patience
     */
    public Map<String, Long> read(Consumer<byte[], byte[]> consumer, long end, Duration patience) {
        consumer.assign(List.of(place));
        consumer.seekToBeginning(List.of(place));
        Map<String, Long> positions = new HashMap<>();
        long reached = consumer.position(place);
        long progress = System.nanoTime();
        while (reached < end) {
            consumer.poll(POLL).forEach(record -> take(record, positions));
            long before = reached;
            reached = consumer.position(place);
            if (reached > before) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > patience.toNanos()) {
                throw new TimeoutException("a transaction on %s is open".formatted(place));
            }
        }
        return positions;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, Long> positions) {
        if (record.key() == null) {
            return;
        }
        String name = new String(record.key(), UTF_8);
        if (record.value() == null) {
            positions.remove(name);
            return;
        }
        try {
            positions.put(name, Long.parseLong(new String(record.value(), UTF_8)));
        } catch (NumberFormatException _) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("a position that is no number is left out");
        }
    }
}
