package io.stacklens.analytics.alerts;

import io.stacklens.analytics.streams.Alarm;
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
 * store once a second; until then the deltas themselves are logged. When nothing arrives and
 * nothing waits, it looks at the time once a second, and writes once in ten.
 */
final class AlertProcessor implements Processor<byte[], Object, String, Alert> {

    private static final long LOOK_MILLIS = 50;
    private static final long SWEEP_MILLIS = 500;
    private static final long QUIET_SWEEP_MILLIS = 1_000;
    private static final long WRITE_MILLIS = 1_000;
    private static final long QUIET_WRITE_MILLIS = 10_000;

    /** After it, what is not written at every turn has been, too. */
    private static final long QUIET_AFTER_MILLIS = 15_000;

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
        private final Alarm looking;
        private final Alarm sweeping;
        private final Alarm writing;
        private long lastRecordAt;

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
            this.looking = new Alarm(context, this::look);
            this.sweeping = new Alarm(context, this::sweep);
            this.writing = new Alarm(context, this::write);
            awake();
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
            awake();
        }

        private void awake() {
            long now = now();
            lastRecordAt = now;
            looking.at(now + LOOK_MILLIS);
            sweeping.at(next(now, SWEEP_MILLIS));
            writing.at(next(now, WRITE_MILLIS));
        }

        private void look(long now) {
            engine.lookAtChanges(now);
            outbox.send(now, alert -> engine.attach(alert.id(), alert.sampleRecords()));
            lookAgain(now);
        }

        private void sweep(long now) {
            engine.sweep(now);
            lookAgain(now);
            sweeping.at(next(now, engine.waits() ? SWEEP_MILLIS : QUIET_SWEEP_MILLIS));
        }

        /** Until the lines are found that an alert waits for. */
        private void lookAgain(long now) {
            if (!outbox.isEmpty()) {
                looking.at(now + LOOK_MILLIS);
            }
        }

        private void write(long now) {
            engine.write(now);
            log.clear();
            boolean isQuiet = Math.abs(now - lastRecordAt) > QUIET_AFTER_MILLIS;
            writing.at(next(now, isQuiet ? QUIET_WRITE_MILLIS : WRITE_MILLIS));
        }

        /** All tasks of a thread at the same moments: they commit together. */
        private static long next(long now, long every) {
            return (now / every + 1) * every;
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
