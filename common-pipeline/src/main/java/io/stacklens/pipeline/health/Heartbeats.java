package io.stacklens.pipeline.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.Heartbeat;
import io.stacklens.model.Topics;
import io.stacklens.model.json.Json;
import io.stacklens.pipeline.fate.RecordFatesRegistry;
import io.stacklens.pipeline.identity.ServiceIdentity;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Says once a second, on its own thread and its own producer, how this service is. */
final class Heartbeats implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ServiceIdentity identity;
    private final RecordFatesRegistry fates;
    private final Supplier<List<HealthComponent>> components;
    private final Supplier<List<LagSource>> lags;
    private final Supplier<List<UsedKeysSource>> usedKeys;
    private final BrokerComponent broker;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final InstantSource clock;
    private final Instant startedAt;

    private volatile boolean lost;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    Heartbeats(
            ServiceIdentity identity,
            RecordFatesRegistry fates,
            Supplier<List<HealthComponent>> components,
            Supplier<List<LagSource>> lags,
            Supplier<List<UsedKeysSource>> usedKeys,
            BrokerComponent broker,
            Supplier<Producer<byte[], byte[]>> producers,
            InstantSource clock) {
        this.identity = identity;
        this.fates = fates;
        this.components = components;
        this.lags = lags;
        this.usedKeys = usedKeys;
        this.broker = broker;
        this.producers = producers;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    Heartbeat now() {
        List<Heartbeat.Component> states =
                components.get().stream().map(Heartbeats::component).toList();
        Map<String, Long> lag = new HashMap<>();
        lags.get().forEach(source -> source.lag().forEach((g, n) -> lag.merge(g, n, Long::sum)));
        Map<Long, Instant> used = new HashMap<>();
        usedKeys.get().forEach(source -> used.putAll(source.take()));
        return new Heartbeat(
                identity.name(),
                identity.instance(),
                startedAt,
                clock.instant(),
                states.stream().allMatch(Heartbeat.Component::up),
                states,
                fates.totals(),
                lag,
                used);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("heartbeats").start(this::beat);
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

    private void beat() {
        byte[] key = (identity.name() + "/" + identity.instance()).getBytes(UTF_8);
        try (Producer<byte[], byte[]> producer = open()) {
            while (running) {
                send(producer, new ProducerRecord<>(Topics.HEARTBEATS, key, Json.write(now())));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException | InterruptException _) {
            log.atDebug().log("heartbeats stopped");
        }
    }

    /** Making a producer fails while the broker's name is unknown. */
    private Producer<byte[], byte[]> open() throws InterruptedException {
        while (true) {
            try {
                return producers.get();
            } catch (KafkaException e) {
                answered(e);
                Thread.sleep(INTERVAL);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> beat) {
        producer.send(beat, (_, error) -> answered(error));
    }

    private void answered(@Nullable Exception error) {
        if (error == null) {
            broker.answered();
        } else if (!lost && running) {
            log.atWarn().addKeyValue("error", error.getMessage()).log("heartbeats are not taken");
        }
        lost = error != null;
    }

    private static Heartbeat.Component component(HealthComponent component) {
        HealthComponent.State state = component.check();
        return new Heartbeat.Component(component.name(), state.up(), state.detail());
    }
}
