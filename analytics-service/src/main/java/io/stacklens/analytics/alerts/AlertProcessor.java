package io.stacklens.analytics.alerts;

import io.stacklens.analytics.streams.DeltaLog;
import io.stacklens.analytics.streams.ReadOffsets;
import io.stacklens.analytics.streams.ReceivedDelta;
import io.stacklens.analytics.streams.SourceTopics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertCommand;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.window.WindowDelta;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Feeds the engine with deltas, commands, anomalies and the time. Buckets are written to their
 * store once a second; until then the deltas themselves are logged.
 */
final class AlertProcessor implements Processor<byte[], Object, String, Alert> {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final Duration WRITE = Duration.ofSeconds(1);
    private static final Duration SHOW = Duration.ofSeconds(5);

    private final AlertInputs inputs;
    private final SourceTopics sources;

    private @Nullable Task task;

    AlertProcessor(AlertInputs inputs, SourceTopics sources) {
        this.inputs = inputs;
        this.sources = sources;
    }

    @Override
    public void init(ProcessorContext<String, Alert> context) {
        Task made = new Task(context, inputs, sources);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, made::look);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, made.engine::sweep);
        context.schedule(WRITE, PunctuationType.WALL_CLOCK_TIME, made::write);
        context.schedule(SHOW, PunctuationType.WALL_CLOCK_TIME, _ -> made.showSources());
        task = made;
    }

    @Override
    public void process(Record<byte[], Object> record) {
        if (task != null) {
            task.process(record.value());
        }
    }

    /** One partition's series, between two assignments. */
    private static final class Task {

        private final ProcessorContext<String, Alert> context;
        private final AlertInputs inputs;
        private final ReadOffsets offsets;
        private final DeltaLog log;
        private final Outbox outbox;
        private final AlertEngine engine;

        Task(ProcessorContext<String, Alert> context, AlertInputs inputs, SourceTopics sources) {
            this.context = context;
            this.offsets =
                    new ReadOffsets(context.getStateStore(AlertTopology.READ_OFFSETS), sources);
            this.inputs = inputs;
            this.log = new DeltaLog(context.getStateStore(AlertTopology.DELTA_LOG));
            Memories memories =
                    new Memories(
                            memory(AlertTopology.RULE_BUCKETS),
                            memory(AlertTopology.EPISODES),
                            memory(AlertTopology.LEARNED));
            this.outbox = new Outbox(memories.learned(), inputs.lines(), this::send);
            this.engine = new AlertEngine(memories, inputs, alert -> outbox.add(alert, now()));
            for (byte[] delta : log.replay()) {
                engine.offer(WindowDelta.decode(delta), now());
            }
        }

        private Memory memory(String store) {
            return new StreamsMemory(context.getStateStore(store));
        }

        void process(@Nullable Object value) {
            if (!context.recordMetadata().map(offsets::isNew).orElse(true)) {
                return;
            }
            switch (value) {
                case ReceivedDelta received -> {
                    engine.offer(received.delta(), now());
                    log.append(received.bytes());
                }
                case AlertCommand command -> engine.command(command, Instant.ofEpochMilli(now()));
                case Anomaly anomaly -> engine.offer(anomaly, Instant.ofEpochMilli(now()));
                case null -> {
                    // a tombstone, which nobody writes to these topics
                }
                default -> throw new IllegalStateException("unexpected " + value.getClass());
            }
        }

        void look(long now) {
            engine.lookAtChanges(now);
            outbox.send(now, alert -> engine.attach(alert.id(), alert.sampleRecords()));
        }

        void write(long now) {
            engine.write(now);
            log.clear();
        }

        void showSources() {
            inputs.sources().accept(engine.sightings());
        }

        private void send(Alert alert) {
            context.forward(new Record<>(alert.fingerprint(), alert, now()));
            inputs.published().accept(alert);
        }

        private long now() {
            return context.currentSystemTimeMs();
        }
    }
}
