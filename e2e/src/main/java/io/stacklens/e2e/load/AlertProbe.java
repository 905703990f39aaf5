package io.stacklens.e2e.load;

import io.stacklens.e2e.load.HttpConnection.Answer;
import io.stacklens.model.alert.Alert;
import io.stacklens.model.alert.AlertStatus;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Once a second a new service sends thirty errors at once, which crosses two of the rules that are
 * there from the start; measures from the answer until the first alert of that service can be read
 * from its topic.
 */
final class AlertProbe {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ERRORS = 30;

    private final URI collector;
    private final String prefix;
    private final Phase phase;
    private final Samples latency = new Samples();

    /** When the errors of a service were accepted, as long as there is no alert. */
    private final Map<String, Accepted> waiting = new ConcurrentHashMap<>();

    private record Accepted(long nanos, boolean isTimed) {}

    AlertProbe(URI collector, String run, Phase phase) {
        this.collector = collector;
        this.prefix = "alarm-%s-".formatted(run);
        this.phase = phase;
    }

    Samples latency() {
        return latency;
    }

    /** Services whose errors raised no alert yet. */
    int missing() {
        return waiting.size();
    }

    /** Sends until the load ends. */
    void send() throws IOException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(collector)) {
            long next = System.nanoTime();
            for (int n = 0; phase.isSending(); n++) {
                send(connection, prefix + n);
                next += BETWEEN.toNanos();
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
        }
    }

    private void send(HttpConnection connection, String service) throws IOException {
        String line = "{\"level\":\"error\",\"message\":\"the load tool tries the alarm\"}\n";
        byte[] body = line.repeat(ERRORS).getBytes(StandardCharsets.US_ASCII);
        // Known before the answer: the alert may be there as soon as it.
        waiting.put(service, new Accepted(System.nanoTime(), phase.isTimed()));
        Answer answer = connection.post("/ingest/" + service, body, body.length);
        if (answer.status() == 200) {
            waiting.computeIfPresent(
                    service, (_, sent) -> new Accepted(System.nanoTime(), sent.isTimed()));
        } else {
            waiting.remove(service);
        }
    }

    /** Reads alerts until the run is over. */
    void read(Consumer<byte[], byte[]> alerts, List<TopicPartition> partitions) {
        alerts.assign(partitions);
        alerts.seekToEnd(partitions);
        partitions.forEach(alerts::position);
        while (!phase.isOver()) {
            for (ConsumerRecord<byte[], byte[]> record : alerts.poll(POLL)) {
                Alert alert = Json.read(record.value(), Alert.class);
                if (alert.status() == AlertStatus.FIRING && alert.service().startsWith(prefix)) {
                    fired(alert.service());
                }
            }
        }
    }

    private void fired(String service) {
        Accepted accepted = waiting.remove(service);
        if (accepted != null && accepted.isTimed()) {
            latency.add(Duration.ofNanos(System.nanoTime() - accepted.nanos()));
        }
    }
}
