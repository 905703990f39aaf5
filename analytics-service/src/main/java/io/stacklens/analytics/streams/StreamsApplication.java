package io.stacklens.analytics.streams;

import io.stacklens.pipeline.health.Gated;
import io.stacklens.pipeline.health.HealthComponent;
import io.stacklens.pipeline.health.LagSource;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Runs a topology, exactly once, from the opening of the platform gate on. A thread that dies of an
 * exception is replaced and takes up at the last commit.
 */
public final class StreamsApplication implements Gated, HealthComponent, LagSource {

    private static final Logger log = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(1);

    private final String id;
    private final Function<BooleanSupplier, Topology> topology;
    private final Duration commitInterval;
    private final Map<String, Object> clientSettings;
    private final AtomicBoolean failing = new AtomicBoolean();

    private volatile boolean stopping;
    private volatile @Nullable KafkaStreams streams;
    private volatile Thread clockWatcher = Thread.currentThread();

    /**
     * @param id application id and consumer group
     * @param topology made at each start; is given what tells whether the application is stopping
     * @param commitInterval how long what it writes may wait; each commit costs some milliseconds
     * @param clientSettings where the broker is and how to connect to it
     */
    public StreamsApplication(
            String id,
            Function<BooleanSupplier, Topology> topology,
            Duration commitInterval,
            Map<String, Object> clientSettings) {
        this.id = id;
        this.topology = topology;
        this.commitInterval = commitInterval;
        this.clientSettings = Map.copyOf(clientSettings);
    }

    /** Leaves what does not decode in a topic to another application that reads it too. */
    public StreamsApplication leavingDeadLettersOf(String topic) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(UndecodableToDeadLetters.LEFT_TO_ANOTHER, topic);
        return new StreamsApplication(id, topology, commitInterval, settings);
    }

    @Override
    public void start() {
        stopping = false;
        begin();
        clockWatcher = Thread.ofPlatform().daemon().name(id + "-clock").start(this::watchTheClock);
    }

    @Override
    public void stop() {
        stopping = true;
        clockWatcher.interrupt();
        end();
    }

    private synchronized void begin() {
        KafkaStreams made =
                new KafkaStreams(topology.apply(() -> stopping), new StreamsConfig(settings()));
        made.setUncaughtExceptionHandler(this::onDeath);
        made.setStateListener((now, before) -> onState(now));
        streams = made;
        made.start();
    }

    private synchronized void end() {
        KafkaStreams running = streams;
        if (running != null) {
            // Leaving lets another instance, or this one restarted, take over at once.
            running.close(
                    CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                            .withTimeout(CLOSE));
            streams = null;
        }
    }

    /** Begins anew, at the last commit, when the wall clock was set back. */
    private void watchTheClock() {
        ClockWatch watch = new ClockWatch(InstantSource.system(), System::nanoTime);
        boolean isDue = false;
        try {
            while (!stopping) {
                Thread.sleep(LOOK_AT_CLOCK);
                isDue = (watch.wasSetBack() || isDue) && !beginAnew();
            }
        } catch (InterruptedException _) {
            log.atDebug().addKeyValue("application", id).log("stopped");
        }
    }

    /** False when it did not succeed and is to be tried again. */
    private synchronized boolean beginAnew() {
        log.atWarn().addKeyValue("application", id).log("the clock was set back, beginning anew");
        try {
            end();
            if (!stopping) {
                begin();
            }
            return true;
        } catch (RuntimeException e) {
            log.atError().addKeyValue("application", id).setCause(e).log("not begun anew");
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    @Override
    public String name() {
        return "streams-" + id;
    }

    @Override
    public State check() {
        KafkaStreams running = streams;
        if (running == null) {
            return State.down("not started");
        }
        KafkaStreams.State state = running.state();
        return state == KafkaStreams.State.RUNNING && !failing.get()
                ? State.up("running")
                : State.down(failing.get() ? "a thread died and is replaced" : state.name());
    }

    @Override
    public Map<String, Long> lag() {
        KafkaStreams running = streams;
        if (running == null) {
            return Map.of();
        }
        long records =
                running.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals("records-lag"))
                        .mapToLong(StreamsApplication::records)
                        .sum();
        return Map.of(id, records);
    }

    private static long records(Metric metric) {
        return metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag.longValue() : 0;
    }

    private StreamThreadExceptionResponse onDeath(Throwable error) {
        log.atError()
                .addKeyValue("application", id)
                .setCause(error)
                .log("stream thread died, is replaced");
        failing.set(true);
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void onState(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            failing.set(false);
        }
        log.atInfo().addKeyValue("application", id).addKeyValue("state", now).log("streams");
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, id);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        settings.put(StreamsConfig.POLL_MS_CONFIG, 50);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Topics of one task are not waited for: their order among each other says nothing.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UndecodableToDeadLetters.class);
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class);
        settings.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class);
        settings.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        settings.put(consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 60_000);
        settings.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        settings.put(consumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 8 << 20);
        settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200);
        settings.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 8 << 20);
        settings.put(producer(ProducerConfig.LINGER_MS_CONFIG), 5);
        return settings;
    }

    private static String consumer(String setting) {
        return StreamsConfig.mainConsumerPrefix(setting);
    }

    private static String producer(String setting) {
        return StreamsConfig.producerPrefix(setting);
    }
}
