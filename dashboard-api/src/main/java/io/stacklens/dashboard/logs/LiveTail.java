package io.stacklens.dashboard.logs;

import io.stacklens.dashboard.topic.TopicReaders;
import io.stacklens.model.Topics;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.MalformedBatchException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows enriched records to clients as they pass. One reader serves all clients, from the end of
 * the topic; it reads only while somebody looks, because making rows of every batch costs.
 */
@Component
class LiveTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TopicReaders readers;
    private final Set<TailClient> clients = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private @Nullable Reading reading;
    private volatile boolean running;

    LiveTail(TopicReaders readers) {
        this.readers = readers;
    }

    /** Adds a client; when this returns, the client sees everything that is written from now on. */
    void add(TailClient client) throws InterruptedException {
        Reading current;
        synchronized (lock) {
            clients.add(client);
            if (reading == null) {
                reading = new Reading();
                Thread.ofPlatform().daemon().name("live-tail").start(reading);
            }
            current = reading;
        }
        current.atEnd.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void remove(TailClient client) {
        synchronized (lock) {
            clients.remove(client);
        }
    }

    int clients() {
        return clients.size();
    }

    boolean isStopped() {
        return !running;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams, which would hold up the stop of the web server. */
    @Override
    public void stop() {
        running = false;
        clients.forEach(TailClient::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Reads until nobody looks any more. */
    private final class Reading implements Runnable {

        final CountDownLatch atEnd = new CountDownLatch(1);

        @Override
        public void run() {
            while (isWanted()) {
                try (Consumer<byte[], byte[]> reader = readers.open("tail", "latest")) {
                    follow(reader);
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    log.atWarn().addKeyValue("error", e.getMessage()).log("live tail waits");
                    pause();
                }
            }
        }

        private void follow(Consumer<byte[], byte[]> reader) {
            List<TopicPartition> partitions =
                    reader.partitionsFor(Topics.ENRICHED_LOGS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            // Asking for the position makes the lazy seek happen now.
            partitions.forEach(reader::position);
            atEnd.countDown();
            while (isWanted()) {
                reader.poll(POLL).forEach(this::show);
            }
        }

        private void show(ConsumerRecord<byte[], byte[]> batch) {
            try {
                LogBatch records = LogBatch.decode(batch.value());
                for (int row = 0; row < records.size(); row++) {
                    var record = records.record(row);
                    clients.forEach(client -> client.offer(record));
                }
            } catch (MalformedBatchException e) {
                // Those that store it dead-letter it; here is nobody to tell.
                log.atDebug().addKeyValue("offset", batch.offset()).log("batch does not decode");
            }
        }

        private boolean isWanted() {
            synchronized (lock) {
                if (running && !clients.isEmpty()) {
                    return true;
                }
                if (reading == this) {
                    reading = null;
                }
                return false;
            }
        }

        private void pause() {
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
