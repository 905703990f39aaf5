package io.stacklens.dashboard.health;

import io.stacklens.dashboard.apikeys.KeyUses;
import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.model.Heartbeat;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.time.Duration;
import java.util.List;

/**
 * Follows the topic {@code heartbeats} from its end. It waits for nothing: while the broker is away
 * no heartbeat arrives, and that is the answer.
 */
@Component
class HeartbeatReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.HEARTBEATS, 0);

    private final TopicReaders readers;
    private final Pulses pulses;
    private final KeyUses keyUses;
    private volatile boolean running;
    private @Nullable Thread thread;

    HeartbeatReader(TopicReaders readers, Pulses pulses, KeyUses keyUses) {
        this.readers = readers;
        this.pulses = pulses;
        this.keyUses = keyUses;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("heartbeat-reader").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        Thread reading = thread;
        if (reading != null) {
            reading.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        while (running) {
            try (Consumer<byte[], byte[]> reader = readers.open("heartbeats", "latest")) {
                reader.assign(List.of(PARTITION));
                reader.seekToEnd(List.of(PARTITION));
                while (running) {
                    reader.poll(POLL).forEach(this::read);
                }
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                return;
            } catch (KafkaException e) {
                log.atWarn().addKeyValue("error", e.getMessage()).log("heartbeats cannot be read");
                pause();
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> beat) {
        try {
            Heartbeat heartbeat = Json.read(beat.value(), Heartbeat.class);
            pulses.heard(heartbeat);
            keyUses.heard(heartbeat.usedKeys());
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            log.atDebug().addKeyValue("offset", beat.offset()).log("not a heartbeat");
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
