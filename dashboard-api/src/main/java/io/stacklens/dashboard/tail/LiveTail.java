package io.stacklens.dashboard.tail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.dashboard.topic.TopicReaders;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows enriched records to clients as they pass. One reader serves all clients; it reads only
 * while somebody looks.
 */
@Component
class LiveTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveTail.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TopicReaders readers;
    private final TailProperties settings;
    private final Counter dropped;
    private final Set<TailClient> clients = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private final List<Joining> joining = new ArrayList<>();
    private @Nullable Thread reading;
    private volatile boolean running;

    LiveTail(TopicReaders readers, TailProperties settings, MeterRegistry metrics) {
        this.readers = readers;
        this.settings = settings;
        this.dropped =
                Counter.builder("stacklens.dashboard.tail.records.dropped")
                        .description("records that clients did not read in time")
                        .register(metrics);
        Gauge.builder("stacklens.dashboard.tail.clients", clients, Set::size)
                .description("clients that follow the live tail")
                .register(metrics);
    }

    private record Joining(TailSearch search, CompletableFuture<TailClient> client) {}

    /**
     * Adds a client, which from now on is offered every record that passes the place where it has
     * {@linkplain TailClient#joined joined}.
     *
     * @throws KafkaException if the topic cannot be read now
     */
    TailClient join(TailSearch search) throws InterruptedException {
        Joining wanted = new Joining(search, new CompletableFuture<>());
        synchronized (lock) {
            joining.add(wanted);
            if (reading == null) {
                reading = Thread.ofPlatform().daemon().name("live-tail").unstarted(this::run);
                reading.start();
            }
        }
        try {
            return wanted.client().get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            giveUp(wanted);
            throw new KafkaException("the live tail cannot read its topic", e);
        } catch (InterruptedException e) {
            giveUp(wanted);
            throw e;
        }
    }

    void leave(TailClient client) {
        synchronized (lock) {
            clients.remove(client);
        }
    }

    int clients() {
        return clients.size();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams, which would hold up the stop of the web server. */
    @Override
    public void stop() {
        running = false;
        clients.forEach(client -> client.queue().close());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void giveUp(Joining wanted) {
        synchronized (lock) {
            joining.remove(wanted);
            TailClient late = wanted.client().getNow(null);
            if (late != null) {
                clients.remove(late);
            }
        }
    }

    private void run() {
        try {
            readWhileWanted();
        } catch (InterruptException e) {
            log.atDebug().log("live tail ends");
        } finally {
            synchronized (lock) {
                if (Thread.currentThread().equals(reading)) {
                    reading = null;
                }
            }
        }
    }

    private void readWhileWanted() {
        // After a failure it goes on where it was: what passed meanwhile is not lost.
        @Nullable TailPosition from = null;
        while (isWanted()) {
            try (Consumer<byte[], byte[]> consumer = readers.open("tail", "latest")) {
                TailReader reader = new TailReader(consumer, from, dropped::increment);
                while (isWanted()) {
                    from = reader.position();
                    admit(from);
                    reader.read(POLL, clients);
                }
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                log.atWarn().addKeyValue("error", e.getMessage()).log("live tail waits");
                pause();
            }
        }
    }

    private void admit(TailPosition position) {
        synchronized (lock) {
            for (Joining wanted : joining) {
                TailQueue queue =
                        new TailQueue(settings.buffer(), settings.bufferSize().toBytes(), position);
                TailClient client = new TailClient(wanted.search(), position, queue);
                clients.add(client);
                wanted.client().complete(client);
            }
            joining.clear();
        }
    }

    /** A reader that has stopped stays so; whoever joins meanwhile has started another. */
    private boolean isWanted() {
        synchronized (lock) {
            if (!Thread.currentThread().equals(reading)) {
                return false;
            }
            if (running && !(clients.isEmpty() && joining.isEmpty())) {
                return true;
            }
            reading = null;
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
