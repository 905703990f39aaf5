package io.stacklens.analytics.alerts;

import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.sinks.TableSink;
import io.stacklens.model.Topics;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

import java.util.List;

/**
 * Writes {@code analytics-alerts} to the table {@code alerts}, of which it is the only writer.
 * Delivered again, an alert meets its own sequence in its row and changes nothing.
 */
class AlertSink {

    private final TableSink<Alert> sink;

    AlertSink(AlertTable table, SinkTools tools) {
        this.sink =
                new TableSink<>(
                        "alert-sink",
                        record -> Json.read(record.value(), Alert.class),
                        table::upsert,
                        tools);
    }

    @KafkaListener(
            id = "alert-sink",
            groupId = "analytics-alert-sink",
            topics = Topics.ANALYTICS_ALERTS,
            properties = "max.poll.records=500")
    void onAlerts(List<ConsumerRecord<byte[], byte[]>> polled) {
        sink.accept(polled);
    }
}
