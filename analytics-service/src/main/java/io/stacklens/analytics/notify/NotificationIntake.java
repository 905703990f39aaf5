package io.stacklens.analytics.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.notify.NotificationTable.Entry;
import io.stacklens.analytics.notify.targets.Event;
import io.stacklens.analytics.notify.targets.NotifiedAlert;
import io.stacklens.analytics.offsets.StoredOffsets;
import io.stacklens.analytics.offsets.StoredProgress;
import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.json.Json;
import io.stacklens.model.notification.ChannelKind;
import io.stacklens.pipeline.fate.RecordFates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts each change of state of {@code analytics-alerts} into the queue once for each channel that
 * is to hear of it: the rows and the offset are one transaction. Who was told that an alert fires
 * is told how it goes on; who was not is not.
 */
class NotificationIntake implements ConsumerSeekAware {

    static final String GROUP = "analytics-notifications";

    /** What they hold open they have to hear the end of, silence or not. */
    private static final Set<ChannelKind> HOLD_IT_OPEN =
            EnumSet.of(ChannelKind.PAGERDUTY, ChannelKind.ALERTMANAGER);

    private final NotificationTable table;
    private final Destinations destinations;
    private final NotificationProperties settings;
    private final InstantSource clock;
    private final StoredProgress progress;
    private final RecordFates fates;

    NotificationIntake(
            NotificationTable table,
            Destinations destinations,
            NotificationProperties settings,
            InstantSource clock,
            StoredOffsets offsets,
            SinkTools tools) {
        this.table = table;
        this.destinations = destinations;
        this.settings = settings;
        this.clock = clock;
        this.progress = new StoredProgress(offsets, tools.transactions());
        this.fates = tools.fates().of("notifications");
    }

    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        progress.assigned(assignments.keySet(), callback);
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            progress.revoked(partitions);
        }
    }

    @KafkaListener(
            id = "notifications",
            groupId = GROUP,
            topics = Topics.ANALYTICS_ALERTS,
            properties = "max.poll.records=500")
    void onAlerts(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<ConsumerRecord<byte[], byte[]>> fresh = progress.fresh(polled);
        List<Received> alerts = decodable(fresh);
        progress.store(fresh, () -> add(alerts));
        fates.received(polled.size());
        fates.forwarded(alerts.size());
        fates.discarded("undecodable", fresh.size() - alerts.size());
        fates.discarded("repeated", polled.size() - fresh.size());
    }

    private void add(List<Received> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        Routing routing = destinations.routing();
        Instant now = clock.instant();
        for (Received received : alerts) {
            NotifiedAlert alert = received.alert();
            switch (alert.status()) {
                case PENDING -> {}
                case FIRING -> {
                    Entry entry = entry(alert, now);
                    routing.recipients(received.whole())
                            .forEach(to -> table.addFired(alert, received.json(), to, entry));
                }
                case ACKNOWLEDGED -> addLater(received, Event.ACKNOWLEDGED, now);
                case RESOLVED -> {
                    addLater(received, Event.RESOLVED, now);
                    table.end(alert.id());
                }
            }
        }
    }

    private void addLater(Received received, Event event, Instant now) {
        NotifiedAlert alert = received.alert();
        for (ChannelKind kind : event.toldTo()) {
            Entry entry =
                    HOLD_IT_OPEN.contains(kind)
                            ? Entry.pending(now, settings.groupWait())
                            : entry(alert, now);
            table.addLater(alert, received.json(), event, kind, entry);
        }
    }

    private Entry entry(NotifiedAlert alert, Instant now) {
        Entry entry = Entry.pending(now, settings.groupWait());
        if (alert.suppressedBy() != null) {
            return entry.suppressed("silence " + alert.suppressedBy());
        }
        if (alert.changedAt().isBefore(now.minus(settings.maxAge()))) {
            return entry.suppressed(
                    "it was more than %s old when it was read".formatted(settings.maxAge()));
        }
        return entry;
    }

    private static List<Received> decodable(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Received> alerts = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                alerts.add(
                        new Received(
                                Json.read(record.value(), Alert.class),
                                NotifiedAlert.of(Json.mapper().readTree(record.value())),
                                new String(record.value(), UTF_8)));
            } catch (RuntimeException _) { // parsers throw all kinds
                // The sink of the table alerts, which reads the same topic, makes the dead letter.
            }
        }
        return alerts;
    }

    private record Received(Alert whole, NotifiedAlert alert, String json) {}
}
