package io.stacklens.analytics.store;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.health.Gated;
import io.stacklens.pipeline.health.LagSource;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Moves {@code enriched-logs} to the log store, each record once: blocks and offsets are one
 * database transaction. One thread reads all its partitions, so that each flush makes one block.
 */
final class LogStoreConsumer implements Gated, LagSource {

    static final String GROUP = "analytics-store";

    private static final Logger log = LoggerFactory.getLogger(LogStoreConsumer.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Function<Consumer<byte[], byte[]>, StoreLoop> loops;
    private final StoreState state;

    private volatile boolean running;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile Thread thread = Thread.currentThread();

    /**
     * Makes a consumer that {@link #start} starts.
     *
     * @param loops makes the loop of a consumer
     */
    LogStoreConsumer(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Function<Consumer<byte[], byte[]>, StoreLoop> loops,
            StoreState state) {
        this.consumers = consumers;
        this.loops = loops;
        this.state = state;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("log-store").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(STOP_PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Map<String, Long> lag() {
        Consumer<byte[], byte[]> consumer = current;
        if (consumer == null) {
            return Map.of();
        }
        long records =
                consumer.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals("records-lag"))
                        .mapToLong(LogStoreConsumer::records)
                        .sum();
        return Map.of(GROUP, records);
    }

    private static long records(Metric metric) {
        return metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag.longValue() : 0;
    }

    private void run() {
        try {
            while (running) {
                if (!consume()) {
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException _) {
            log.atDebug().log("stopped while waiting");
        }
    }

    /** Reads until it is stopped; false when something failed and a new consumer must begin. */
    private boolean consume() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            current = consumer;
            StoreLoop loop = loops.apply(consumer);
            consumer.subscribe(List.of(Topics.ENRICHED_LOGS), loop);
            try {
                while (running) {
                    loop.turn();
                }
            } catch (WakeupException _) {
                log.atDebug().log("woken up to stop");
            }
            loop.end();
            state.ended(null);
            return true;
        } catch (RuntimeException e) { // the one place of this thread
            log.atWarn().setCause(e).log("reading enriched logs failed, beginning again");
            state.ended(String.valueOf(e.getMessage()));
            return false;
        } finally {
            current = null;
        }
    }
}
