package io.stacklens.anomaly.watch;

import static java.util.Objects.requireNonNull;

import io.stacklens.anomaly.report.AnomalyPublisher;
import io.stacklens.anomaly.report.AnomalyRule;
import io.stacklens.anomaly.series.SeriesKey;
import io.stacklens.anomaly.series.SeriesModel;
import io.stacklens.model.Topics;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;
import io.stacklens.pipeline.deadletter.DeadLetters;
import io.stacklens.pipeline.fate.RecordFates;
import io.stacklens.pipeline.fate.RecordFatesRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores every closed window of one minute of a service's total. At least once: after a crash a
 * window may be scored again, which gives the anomaly of the same id again.
 */
@Component
class WindowListener {

    /** Of the listener, and of its consumer group. */
    static final String ID = "anomaly";

    private final SeriesWatches watches;
    private final AnomalyRule rule;
    private final AnomalyPublisher publisher;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final DeadLetters deadLetters;
    private final RecordFates fates;
    private final Clock clock;

    WindowListener(
            SeriesWatches watches,
            AnomalyRule rule,
            AnomalyPublisher publisher,
            KafkaOperations<byte[], byte[]> kafka,
            RecordFatesRegistry fates,
            Clock clock) {
        this.watches = watches;
        this.rule = rule;
        this.publisher = publisher;
        this.kafka = kafka;
        this.deadLetters = new DeadLetters(ID, clock);
        this.fates = fates.of(ID);
        this.clock = clock;
    }

    @KafkaListener(id = ID, groupId = ID, topics = Topics.WINDOW_METRICS)
    void onWindows(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<Fate, Integer> settled = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (!deadLetters.isReplayForAnother(record)) {
                settled.merge(look(record, anomalies), 1, Integer::sum);
            }
        }
        publisher.publish(anomalies);
        settled.forEach(this::count);
    }

    /** What became of a record; all but the scored and the undecodable are left out on purpose. */
    private enum Fate {
        SCORED,
        LEARNING,
        OPEN,
        OTHER_SERIES,
        DELETED,
        UNDECODABLE
    }

    private Fate look(ConsumerRecord<byte[], byte[]> record, List<Anomaly> anomalies) {
        if (record.value() == null) {
            return Fate.DELETED;
        }
        WindowMetrics window;
        try {
            window = decode(record.value());
        } catch (JacksonException | NullPointerException e) {
            kafka.send(deadLetters.whole(record, "undecodable", e)).join();
            return Fate.UNDECODABLE;
        }
        if (window.window() != WindowSize.ONE_MINUTE || window.route() != null) {
            return Fate.OTHER_SERIES;
        }
        if (!window.closed()) {
            return Fate.OPEN;
        }
        Optional<SeriesModel> model =
                watches.of(SeriesKey.of(window)).modelFor(window, clock.instant());
        if (model.isEmpty()) {
            return Fate.LEARNING;
        }
        rule.anomalyIn(window, model.get()).ifPresent(anomalies::add);
        return Fate.SCORED;
    }

    private static WindowMetrics decode(byte[] json) {
        WindowMetrics window = Json.read(json, WindowMetrics.class);
        requireNonNull(window.service(), "service");
        requireNonNull(window.window(), "window");
        requireNonNull(window.windowStart(), "window_start");
        requireNonNull(window.windowEnd(), "window_end");
        requireNonNull(window.severityCounts(), "severity_counts");
        return window;
    }

    private void count(Fate fate, int records) {
        fates.received(records);
        switch (fate) {
            case SCORED -> fates.forwarded(records);
            case LEARNING -> fates.discarded("learning", records);
            case OPEN -> fates.discarded("open", records);
            case OTHER_SERIES -> fates.discarded("other_series", records);
            case DELETED -> fates.discarded("deleted", records);
            case UNDECODABLE -> fates.deadLettered("undecodable", records);
        }
    }
}
