package io.stacklens.analytics.alerts;

import io.stacklens.analytics.streams.DeltaLog;
import io.stacklens.analytics.streams.ReceivedDelta;
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

/**
 * Feeds the evaluator with deltas, commands, anomalies and the time. Buckets are written to their
 * store once a second; until then the deltas themselves are logged.
 */
final class AlertProcessor implements Processor<byte[], Object, String, Alert> {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final Duration WRITE = Duration.ofSeconds(1);

    private final AlertInputs inputs;

    private @Nullable Task task;

    AlertProcessor(AlertInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    public void init(ProcessorContext<String, Alert> context) {
        Task made = new Task(context, inputs);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, made.evaluator::lookAtChanges);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, made.evaluator::sweep);
        context.schedule(WRITE, PunctuationType.WALL_CLOCK_TIME, made::write);
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
        private final DeltaLog log;
        private final RuleBuckets buckets;
        private final RecentTemplates templates = new RecentTemplates();
        private final Evaluator evaluator;

        Task(ProcessorContext<String, Alert> context, AlertInputs inputs) {
            this.context = context;
            this.log = new DeltaLog(context.getStateStore(AlertTopology.DELTA_LOG));
            this.buckets = new RuleBuckets(context.getStateStore(AlertTopology.RULE_BUCKETS));
            Episodes episodes =
                    new Episodes(
                            context.getStateStore(AlertTopology.EPISODES),
                            alert -> {
                                context.forward(new Record<>(alert.fingerprint(), alert, now()));
                                inputs.published().accept(alert);
                            });
            this.evaluator =
                    new Evaluator(
                            buckets,
                            templates,
                            episodes,
                            new Observer(
                                    buckets,
                                    templates,
                                    inputs.behind(),
                                    inputs.startedAt().toEpochMilli()),
                            inputs.rules(),
                            new AnomalyAlerts(episodes, inputs.anomalyAlerts()));
            for (byte[] delta : log.replay()) {
                evaluator.merge(WindowDelta.decode(delta), now());
            }
        }

        void process(@Nullable Object value) {
            switch (value) {
                case ReceivedDelta received -> {
                    evaluator.merge(received.delta(), now());
                    log.append(received.bytes());
                }
                case AlertCommand command -> evaluator.command(command, now());
                case Anomaly anomaly -> evaluator.anomaly(anomaly, now());
                case null -> {
                    // a tombstone, which nobody writes to these topics
                }
                default -> throw new IllegalStateException("unexpected " + value.getClass());
            }
        }

        void write(long now) {
            buckets.writeChanges(now);
            templates.forgetOld(now);
            log.clear();
        }

        private long now() {
            return context.currentSystemTimeMs();
        }
    }
}
