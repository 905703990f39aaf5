package io.stacklens.analytics.windows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.analytics.streams.StateStores;
import io.stacklens.model.Severity;
import io.stacklens.model.Topics;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.WindowAggregate;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.pipeline.topic.SourcePartition;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The merge of window deltas, with its stores but without Kafka. A delta is of one service with
 * twenty routes and a thousand lines; after a hundred deltas of ten services, as they come in a
 * second, the changed windows are published. Times are of one delta.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MergeBenchmark {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final int DELTAS = 100;
    private static final int SERVICES = 10;
    private static final int ROUTES = 20;

    /** No window has left memory. */
    private static final WindowRows NO_ROWS =
            new WindowRows() {
                @Override
                public Map<WindowKey, OpenWindow> find(Collection<WindowKey> keys) {
                    return Map.of();
                }

                @Override
                public Map<WindowKey, Long> revisions(Collection<WindowKey> keys) {
                    return Map.of();
                }
            };

    private final List<byte[]> deltas = deltas();
    private final MockProcessorContext<String, WindowMetrics> context =
            new MockProcessorContext<>();
    private final WindowMerge merge =
            new WindowMerge(
                    NO_ROWS,
                    new WindowsProperties(200, Duration.ofHours(2), 20_000),
                    SourceTopics.of("benchmark", MergeBenchmark::now, new SimpleMeterRegistry()));
    private long offset;
    private long now = NOON.toEpochMilli();

    @Setup
    public void begin() {
        context.setCurrentSystemTimeMs(now);
        for (String name :
                List.of(
                        WindowTopology.DELTA_LOG,
                        WindowTopology.OPEN_WINDOWS,
                        WindowTopology.ROUTES,
                        WindowTopology.READ_OFFSETS)) {
            KeyValueStore<Bytes, byte[]> store =
                    StateStores.inMemory(name).withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        merge.init(context);
    }

    @Benchmark
    @OperationsPerInvocation(DELTAS)
    public int mergeAndPublish() {
        for (byte[] delta : deltas) {
            context.setRecordMetadata(Topics.WINDOW_DELTAS, 0, offset++);
            merge.process(new Record<>(new byte[0], ReceivedDelta.decode(delta), now));
        }
        now += 1_001;
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(now);
        int published = context.forwarded().size();
        context.resetForwards();
        return published;
    }

    private static Map<TopicPartition, SourcePartition> now(Collection<TopicPartition> asked) {
        return asked.stream()
                .collect(
                        Collectors.toMap(
                                it -> it, it -> new SourcePartition(it, Uuid.ONE_UUID, 0)));
    }

    private static List<byte[]> deltas() {
        List<byte[]> deltas = new ArrayList<>();
        for (int n = 0; n < DELTAS; n++) {
            List<SeriesDelta> series = new ArrayList<>();
            series.add(series(null, 1_000, n));
            for (int route = 0; route < ROUTES; route++) {
                series.add(series("GET /r" + route, 1_000 / ROUTES, n + route));
            }
            deltas.add(new WindowDelta("service-" + n % SERVICES, series, List.of()).encode());
        }
        return deltas;
    }

    private static SeriesDelta series(@Nullable String route, int lines, int seed) {
        WindowAggregate counted = new WindowAggregate();
        for (int i = 0; i < lines; i++) {
            counted.add(Severity.INFO, 200, 3 + (i * 31 + seed) % 400, 300);
        }
        return new SeriesDelta(route, NOON.getEpochSecond(), counted, List.of());
    }
}
