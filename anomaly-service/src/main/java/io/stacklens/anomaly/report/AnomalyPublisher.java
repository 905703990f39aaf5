package io.stacklens.anomaly.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.stacklens.model.Topics;
import io.stacklens.model.anomaly.Anomaly;
import io.stacklens.model.json.Json;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Makes anomalies known: in the table first, then on the topic, so that who reads of one finds it.
 * At least once: when either is away this throws, and the caller comes again with the same
 * anomalies.
 */
@Component
public class AnomalyPublisher {

    private static final Logger log = LoggerFactory.getLogger(AnomalyPublisher.class);

    private final AnomalyTable table;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry metrics;

    AnomalyPublisher(
            AnomalyTable table, KafkaOperations<byte[], byte[]> kafka, MeterRegistry metrics) {
        this.table = table;
        this.kafka = kafka;
        this.metrics = metrics;
    }

    /** Returns when table and topic have them all. */
    public void publish(List<Anomaly> anomalies) {
        if (anomalies.isEmpty()) {
            return;
        }
        table.upsert(anomalies);
        int partitions = kafka.partitionsFor(Topics.ANOMALIES).size();
        CompletableFuture.allOf(
                        anomalies.stream()
                                .map(anomaly -> kafka.send(record(anomaly, partitions)))
                                .toArray(CompletableFuture[]::new))
                .join();
        anomalies.forEach(this::tell);
    }

    /**
     * By service, like the windows it came from: the alerts of a service are one reader's business.
     */
    private static ProducerRecord<byte[], byte[]> record(Anomaly anomaly, int partitions) {
        byte[] service = anomaly.service().getBytes(UTF_8);
        int partition = Utils.toPositive(Utils.murmur2(service)) % partitions;
        String route = anomaly.route() == null ? "" : "|" + anomaly.route();
        byte[] key = (anomaly.service() + route).getBytes(UTF_8);
        return new ProducerRecord<>(Topics.ANOMALIES, partition, key, Json.write(anomaly));
    }

    private void tell(Anomaly anomaly) {
        metrics.counter(
                        "stacklens.anomaly.anomalies",
                        "severity",
                        anomaly.severity().name().toLowerCase(Locale.ROOT))
                .increment();
        log.atInfo()
                .addKeyValue("service", anomaly.service())
                .addKeyValue("window", anomaly.windowStart())
                .addKeyValue("score", anomaly.score())
                .addKeyValue(
                        "features",
                        anomaly.reasons().stream().map(Anomaly.Reason::feature).toList())
                .log("anomaly");
    }
}
