package io.stacklens.analytics.windows;

import io.stacklens.analytics.sinks.SinkTools;
import io.stacklens.analytics.sinks.TableSink;
import io.stacklens.model.Topics;
import io.stacklens.model.window.WindowMetrics;
import io.stacklens.model.window.WindowSize;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code window-metrics} to the window tables. Delivered again, a window meets its own
 * revision in its row and changes nothing.
 */
class WindowSink {

    private final WindowTable table;
    private final TableSink<ReceivedWindow> sink;

    WindowSink(WindowTable table, SinkTools tools) {
        this.table = table;
        this.sink = new TableSink<>("window-sink", ReceivedWindow::of, this::write, tools);
    }

    @KafkaListener(
            id = "window-sink",
            groupId = "analytics-window-sink",
            topics = Topics.WINDOW_METRICS,
            properties = "max.poll.records=2000")
    void onWindows(List<ConsumerRecord<byte[], byte[]>> polled) {
        sink.accept(polled);
    }

    /** In the order of their keys, so that two instances wait for each other, never both. */
    private void write(List<ReceivedWindow> windows) {
        Map<WindowSize, Map<String, ReceivedWindow>> latest = new EnumMap<>(WindowSize.class);
        for (ReceivedWindow window : windows) {
            WindowMetrics metrics = window.metrics();
            latest.computeIfAbsent(metrics.window(), _ -> new TreeMap<>())
                    .merge(metrics.key(), window, WindowSink::later);
        }
        latest.forEach((size, byKey) -> table.upsert(size, byKey.values()));
    }

    private static ReceivedWindow later(ReceivedWindow one, ReceivedWindow other) {
        return one.metrics().revision() > other.metrics().revision() ? one : other;
    }
}
