package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was replayed, as {@code dead-letter-replays} has it: read once, and then what was added
 * since.
 */
@Component
class ReplayLog {

    private static final Logger log = LoggerFactory.getLogger(ReplayLog.class);
    private static final TopicPartition PLACE = new TopicPartition(Topics.DEAD_LETTER_REPLAYS, 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicReaders readers;
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();
    private long position;

    ReplayLog(TopicReaders readers) {
        this.readers = readers;
    }

    @Nullable Replay find(String key) {
        return replays.get(key);
    }

    /** What was committed just now, which those who look next are to see. */
    void committed(Map<String, Replay> fresh) {
        replays.putAll(fresh);
    }

    /** Reads on to the end of what is committed. */
    synchronized void refresh() {
        try (Consumer<byte[], byte[]> reader = readers.openForPast("replays")) {
            reader.assign(List.of(PLACE));
            long end = reader.endOffsets(List.of(PLACE)).getOrDefault(PLACE, 0L);
            if (end == position) {
                return;
            }
            if (end < position) { // made anew
                replays.clear();
                position = 0;
            }
            reader.seek(PLACE, position);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (position < end) {
                reader.poll(POLL).forEach(this::take);
                position = reader.position(PLACE);
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("%s was not read in time".formatted(PLACE));
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            replays.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    Json.read(record.value(), Replay.class));
        } catch (JacksonException e) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("a replay that cannot be read is left out");
        }
    }
}
