package io.stacklens.analytics.windows;

import io.stacklens.analytics.streams.Alarm;
import io.stacklens.analytics.streams.DeltaLog;
import io.stacklens.analytics.streams.ReadOffsets;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.model.Topics;
import io.stacklens.model.window.WindowDelta;
import io.stacklens.model.window.WindowMetrics;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Merges deltas into live windows. A delta is logged when it is merged; at most once a second all
 * windows that changed are written to the store and published, and the log is emptied. All of it is
 * in the transactions of Kafka Streams, whenever they commit.
 */
final class WindowMerge implements Processor<byte[], ReceivedDelta, String, WindowMetrics> {

    /** What arrives together is published together. */
    private static final long GATHERED_MILLIS = 50;

    private static final Duration EVICTION = Duration.ofSeconds(10);
    private static final long PUBLISH_EVERY_MILLIS = 1_000;

    private final WindowRows rows;
    private final WindowsProperties settings;
    private final SourceTopics sources;

    private @Nullable Task task;

    WindowMerge(WindowRows rows, WindowsProperties settings, SourceTopics sources) {
        this.rows = rows;
        this.settings = settings;
        this.sources = sources;
    }

    @Override
    public void init(ProcessorContext<String, WindowMetrics> context) {
        Task made = new Task(context, rows, settings, sources);
        context.schedule(EVICTION, PunctuationType.WALL_CLOCK_TIME, made::evict);
        task = made;
    }

    @Override
    public void process(Record<byte[], ReceivedDelta> record) {
        if (task != null && record.value() != null) {
            task.add(record.value());
        }
    }

    /** One partition's windows, between two assignments. */
    private static final class Task {

        private final ProcessorContext<String, WindowMetrics> context;
        private final ReadOffsets offsets;
        private final DeltaLog log;
        private final OpenWindows windows;
        private final Alarm publishing;
        private long publishedAt;

        Task(
                ProcessorContext<String, WindowMetrics> context,
                WindowRows rows,
                WindowsProperties settings,
                SourceTopics sources) {
            this.context = context;
            this.offsets =
                    new ReadOffsets(context.getStateStore(WindowTopology.READ_OFFSETS), sources);
            this.log = new DeltaLog(context.getStateStore(WindowTopology.DELTA_LOG));
            RouteLimit routes =
                    new RouteLimit(
                            settings.maxRoutes(), context.getStateStore(WindowTopology.ROUTES));
            this.windows =
                    new OpenWindows(
                            settings,
                            context.getStateStore(WindowTopology.OPEN_WINDOWS),
                            rows,
                            routes);
            for (byte[] delta : log.replay()) {
                windows.merge(WindowDelta.decode(delta), context.currentSystemTimeMs());
            }
            this.publishing = new Alarm(context, this::tick);
            publishing.at(context.currentSystemTimeMs() + GATHERED_MILLIS);
        }

        void add(ReceivedDelta received) {
            if (!context.recordMetadata().map(offsets::isNew).orElse(true)) {
                return;
            }
            long now = context.currentSystemTimeMs();
            windows.merge(received.delta(), now);
            log.append(received.bytes());
            publishing.at(Math.max(now + GATHERED_MILLIS, mayPublishAt(now)));
        }

        private void tick(long now) {
            if (mayPublishAt(now) <= now && windows.workAt() <= now) {
                publishedAt = now;
                windows.publishChanges(now, (key, window) -> publish(key, window, now));
                log.clear();
            }
            publishing.at(Math.max(windows.workAt(), mayPublishAt(now)));
        }

        private long mayPublishAt(long now) {
            return publishedAt > now // The clock was set back.
                    ? now
                    : publishedAt + PUBLISH_EVERY_MILLIS;
        }

        void evict(long now) {
            windows.evict(now);
        }

        private void publish(WindowKey key, OpenWindow window, long now) {
            WindowMetrics metrics = window.publish(key);
            Headers headers = new RecordHeaders();
            addHeader(headers, Topics.LATENCY_SKETCH_HEADER, window.counted().latencySketchBytes());
            addHeader(headers, Topics.USERS_SKETCH_HEADER, window.counted().usersSketchBytes());
            context.forward(new Record<>(metrics.key(), metrics, now, headers));
        }

        private static void addHeader(Headers headers, String name, byte @Nullable [] value) {
            if (value != null) {
                headers.add(name, value);
            }
        }
    }
}
