package io.stacklens.pipeline.security;

import io.stacklens.model.Topics;
import io.stacklens.model.access.AccessList;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import tools.jackson.core.JacksonException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Follows {@code access-list} from its last record on, without a group. Goes on with what it knows
 * while Kafka is away.
 */
final class AccessReader implements SmartLifecycle, AccessFeed {

    private static final Logger log = LoggerFactory.getLogger(AccessReader.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.ACCESS_LIST, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final AccessState state;
    private final RememberedAccess remembered;
    private boolean failing;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    AccessReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            AccessState state,
            RememberedAccess remembered) {
        this.consumers = consumers;
        this.state = state;
        this.remembered = remembered;
    }

    @Override
    public void start() {
        remembered.read().ifPresent(state::set);
        running = true;
        thread = Thread.ofPlatform().daemon().name("access-reader").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the port opens, so that what is remembered counts from the first request on. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        try {
            while (running) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    fromLast(consumer);
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    failed(e);
                }
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException _) {
            log.atDebug().log("stopped");
        }
    }

    private void fromLast(Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(PARTITION));
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(PARTITION));
        consumer.seek(PARTITION, Math.max(0, ends.getOrDefault(PARTITION, 0L) - 1));
        while (running) {
            consumer.poll(POLL).forEach(this::read);
            failing = false;
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            AccessList list = Json.read(record.value(), AccessList.class);
            state.set(list);
            remembered.write(list);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            log.atWarn().addKeyValue("offset", record.offset()).log("not an access list");
        }
    }

    private void failed(KafkaException e) {
        if (!failing && running) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("changes of keys are not seen");
        }
        failing = true;
    }
}
