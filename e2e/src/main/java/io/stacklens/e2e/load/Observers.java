package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiClient;
import io.stacklens.model.Topics;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is measured beside the load while it runs: freshness, alerts and lag. */
final class Observers implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> observing = new ArrayList<>();
    private final LagWatch lag;
    private final @Nullable AlertProbe alerts;
    private final Phase phase;
    private final ApiClient api;

    Observers(LoadOptions options, String run, Probes probes, Phase phase) {
        this.phase = phase;
        api = new ApiClient(options.dashboard());
        lag = new LagWatch(phase);
        observing.add(start(() -> probes.look(api, phase)));
        observing.add(start(() -> lag.watch(api)));
        observing.add(threads.submit(new FreshnessProbe(options.collector(), probes, phase)));
        alerts = options.kafka() == null ? null : watchAlerts(options, options.kafka(), run, phase);
    }

    private AlertProbe watchAlerts(LoadOptions options, String kafka, String run, Phase phase) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.ANALYTICS_ALERTS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        AlertProbe probe = new AlertProbe(options.collector(), run, phase);
        observing.add(
                start(
                        () -> {
                            try (consumer) {
                                probe.read(consumer, partitions);
                            }
                        }));
        observing.add(start(probe::send));
        return probe;
    }

    LagWatch lag() {
        return lag;
    }

    @Nullable AlertProbe alerts() {
        return alerts;
    }

    /** How many of them ended early; says why. */
    int failures() throws InterruptedException {
        int failures = 0;
        for (Future<?> observer : observing) {
            try {
                if (observer.isDone()) {
                    observer.get();
                }
            } catch (ExecutionException e) {
                failures++;
                System.err.println("load: a measurement failed: " + e.getCause());
            }
        }
        return failures;
    }

    @Override
    public void close() {
        phase.end();
        threads.close();
        api.close();
    }

    private interface Work {
        void run() throws Exception;
    }

    private Future<?> start(Work work) {
        Callable<Void> task =
                () -> {
                    work.run();
                    return null;
                };
        return threads.submit(task);
    }
}
